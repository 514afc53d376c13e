"""Contains all the data models used in inputs/outputs"""

from .actor import Actor
from .actor_failure import ActorFailure
from .actor_tree import ActorTree
from .attempt import Attempt
from .attempt_status import AttemptStatus
from .build import Build
from .build_event import BuildEvent
from .build_link import BuildLink
from .build_links import BuildLinks
from .build_page import BuildPage
from .build_status import BuildStatus
from .commit import Commit
from .decision_step import DecisionStep
from .diagnostic import Diagnostic
from .error_code import ErrorCode
from .event_decision import EventDecision
from .event_kind import EventKind
from .event_summary import EventSummary
from .field_error import FieldError
from .health import Health
from .job import Job
from .job_matrix import JobMatrix
from .job_outputs import JobOutputs
from .job_secret import JobSecret
from .job_status import JobStatus
from .last_sync import LastSync
from .log_event import LogEvent
from .missed_head import MissedHead
from .missed_kind import MissedKind
from .outcome import Outcome
from .pipeline_in import PipelineIn
from .pipeline_report import PipelineReport
from .planned_build import PlannedBuild
from .planned_job import PlannedJob
from .planned_job_matrix import PlannedJobMatrix
from .problem import Problem
from .provider_kind import ProviderKind
from .pull_request import PullRequest
from .pull_request_action import PullRequestAction
from .pull_request_builds import PullRequestBuilds
from .ref import Ref
from .ref_kind import RefKind
from .report_state import ReportState
from .repository import Repository
from .repository_in import RepositoryIn
from .repository_page import RepositoryPage
from .repository_patch import RepositoryPatch
from .repository_sync import RepositorySync
from .rerun_in import RerunIn
from .rule import Rule
from .runner import Runner
from .runner_in import RunnerIn
from .runner_page import RunnerPage
from .runner_patch import RunnerPatch
from .runner_status import RunnerStatus
from .running_job import RunningJob
from .secret import Secret
from .secret_in import SecretIn
from .secret_page import SecretPage
from .source_place import SourcePlace
from .status_report import StatusReport
from .step import Step
from .step_status import StepStatus
from .system_info import SystemInfo
from .test_event_in import TestEventIn
from .test_event_in_inputs import TestEventInInputs
from .tested_event import TestedEvent
from .trigger_in import TriggerIn
from .trigger_in_inputs import TriggerInInputs
from .waiting import Waiting
from .webhook_event import WebhookEvent
from .webhook_event_page import WebhookEventPage
from .webhook_event_status import WebhookEventStatus
from .webhook_receipt import WebhookReceipt
from .webhook_url import WebhookUrl

__all__ = (
    "Actor",
    "ActorFailure",
    "ActorTree",
    "Attempt",
    "AttemptStatus",
    "Build",
    "BuildEvent",
    "BuildLink",
    "BuildLinks",
    "BuildPage",
    "BuildStatus",
    "Commit",
    "DecisionStep",
    "Diagnostic",
    "ErrorCode",
    "EventDecision",
    "EventKind",
    "EventSummary",
    "FieldError",
    "Health",
    "Job",
    "JobMatrix",
    "JobOutputs",
    "JobSecret",
    "JobStatus",
    "LastSync",
    "LogEvent",
    "MissedHead",
    "MissedKind",
    "Outcome",
    "PipelineIn",
    "PipelineReport",
    "PlannedBuild",
    "PlannedJob",
    "PlannedJobMatrix",
    "Problem",
    "ProviderKind",
    "PullRequest",
    "PullRequestAction",
    "PullRequestBuilds",
    "Ref",
    "RefKind",
    "ReportState",
    "Repository",
    "RepositoryIn",
    "RepositoryPage",
    "RepositoryPatch",
    "RepositorySync",
    "RerunIn",
    "Rule",
    "Runner",
    "RunnerIn",
    "RunnerPage",
    "RunnerPatch",
    "RunnerStatus",
    "RunningJob",
    "Secret",
    "SecretIn",
    "SecretPage",
    "SourcePlace",
    "StatusReport",
    "Step",
    "StepStatus",
    "SystemInfo",
    "TestEventIn",
    "TestEventInInputs",
    "TestedEvent",
    "TriggerIn",
    "TriggerInInputs",
    "Waiting",
    "WebhookEvent",
    "WebhookEventPage",
    "WebhookEventStatus",
    "WebhookReceipt",
    "WebhookUrl",
)
