from enum import StrEnum


class Rule(StrEnum):
    ASKED_AGAIN = "asked_again"
    BRANCHES = "branches"
    BUILD_TWICE = "build_twice"
    COMMIT = "commit"
    DECIDED_AGAIN = "decided_again"
    DRAFTS = "drafts"
    EVENT_SUPPORTED = "event_supported"
    INPUTS = "inputs"
    MERGE_RESULT = "merge_result"
    MISSED = "missed"
    NOT_A_DELETION = "not_a_deletion"
    NOT_BUILT_YET = "not_built_yet"
    ORIGIN = "origin"
    PATHS = "paths"
    PIPELINE_FILE = "pipeline_file"
    PROVIDER_CHANGE = "provider_change"
    PULL_REQUEST_TYPES = "pull_request_types"
    REPOSITORY_ACTIVE = "repository_active"
    REPOSITORY_MATCHES = "repository_matches"
    REPOSITORY_REGISTERED = "repository_registered"
    SKIP_CI = "skip_ci"
    STORAGE = "storage"
    TAGS = "tags"
    TARGET_CHANGED = "target_changed"
    TRIGGER_MANUAL = "trigger_manual"
    TRIGGER_PULL_REQUEST = "trigger_pull_request"
    TRIGGER_PUSH = "trigger_push"

    def __str__(self) -> str:
        return str(self.value)
