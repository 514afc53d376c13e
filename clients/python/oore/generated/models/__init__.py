"""Contains all the data models used in inputs/outputs"""

from .actor import Actor
from .actor_failure import ActorFailure
from .actor_kind import ActorKind
from .actor_tree import ActorTree
from .approval import Approval
from .approval_decision import ApprovalDecision
from .approval_state import ApprovalState
from .attempt import Attempt
from .attempt_status import AttemptStatus
from .audit_actor import AuditActor
from .audit_event import AuditEvent
from .audit_event_page import AuditEventPage
from .audit_target import AuditTarget
from .build import Build
from .build_event import BuildEvent
from .build_link import BuildLink
from .build_links import BuildLinks
from .build_page import BuildPage
from .build_status import BuildStatus
from .commit import Commit
from .decision_in import DecisionIn
from .decision_step import DecisionStep
from .diagnostic import Diagnostic
from .error_code import ErrorCode
from .event_decision import EventDecision
from .event_kind import EventKind
from .event_summary import EventSummary
from .field_error import FieldError
from .fork_approval import ForkApproval
from .health import Health
from .job import Job
from .job_matrix import JobMatrix
from .job_outputs import JobOutputs
from .job_secret import JobSecret
from .job_status import JobStatus
from .last_sync import LastSync
from .log_event import LogEvent
from .me import Me
from .member import Member
from .member_in import MemberIn
from .member_page import MemberPage
from .missed_head import MissedHead
from .missed_kind import MissedKind
from .outcome import Outcome
from .own_role import OwnRole
from .password_in import PasswordIn
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
from .registration_in import RegistrationIn
from .report_state import ReportState
from .repository import Repository
from .repository_in import RepositoryIn
from .repository_page import RepositoryPage
from .repository_patch import RepositoryPatch
from .repository_sync import RepositorySync
from .reregister_in import ReregisterIn
from .rerun_in import RerunIn
from .role import Role
from .rule import Rule
from .runner import Runner
from .runner_conflict import RunnerConflict
from .runner_in import RunnerIn
from .runner_page import RunnerPage
from .runner_patch import RunnerPatch
from .runner_refusal import RunnerRefusal
from .runner_status import RunnerStatus
from .runner_token import RunnerToken
from .running_job import RunningJob
from .scope import Scope
from .secret import Secret
from .secret_in import SecretIn
from .secret_page import SecretPage
from .session import Session
from .session_in import SessionIn
from .session_page import SessionPage
from .sign_in_method import SignInMethod
from .signed_in_user import SignedInUser
from .source_place import SourcePlace
from .status_report import StatusReport
from .step import Step
from .step_status import StepStatus
from .system_info import SystemInfo
from .test_event_in import TestEventIn
from .test_event_in_inputs import TestEventInInputs
from .tested_event import TestedEvent
from .token import Token
from .token_in import TokenIn
from .token_page import TokenPage
from .token_rotation import TokenRotation
from .trigger_in import TriggerIn
from .trigger_in_inputs import TriggerInInputs
from .user import User
from .user_in import UserIn
from .user_kind import UserKind
from .user_page import UserPage
from .user_patch import UserPatch
from .waiting import Waiting
from .webhook_event import WebhookEvent
from .webhook_event_page import WebhookEventPage
from .webhook_event_status import WebhookEventStatus
from .webhook_receipt import WebhookReceipt
from .webhook_url import WebhookUrl

__all__ = (
    "Actor",
    "ActorFailure",
    "ActorKind",
    "ActorTree",
    "Approval",
    "ApprovalDecision",
    "ApprovalState",
    "Attempt",
    "AttemptStatus",
    "AuditActor",
    "AuditEvent",
    "AuditEventPage",
    "AuditTarget",
    "Build",
    "BuildEvent",
    "BuildLink",
    "BuildLinks",
    "BuildPage",
    "BuildStatus",
    "Commit",
    "DecisionIn",
    "DecisionStep",
    "Diagnostic",
    "ErrorCode",
    "EventDecision",
    "EventKind",
    "EventSummary",
    "FieldError",
    "ForkApproval",
    "Health",
    "Job",
    "JobMatrix",
    "JobOutputs",
    "JobSecret",
    "JobStatus",
    "LastSync",
    "LogEvent",
    "Me",
    "Member",
    "MemberIn",
    "MemberPage",
    "MissedHead",
    "MissedKind",
    "Outcome",
    "OwnRole",
    "PasswordIn",
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
    "RegistrationIn",
    "ReportState",
    "Repository",
    "RepositoryIn",
    "RepositoryPage",
    "RepositoryPatch",
    "RepositorySync",
    "ReregisterIn",
    "RerunIn",
    "Role",
    "Rule",
    "Runner",
    "RunnerConflict",
    "RunnerIn",
    "RunnerPage",
    "RunnerPatch",
    "RunnerRefusal",
    "RunnerStatus",
    "RunnerToken",
    "RunningJob",
    "Scope",
    "Secret",
    "SecretIn",
    "SecretPage",
    "Session",
    "SessionIn",
    "SessionPage",
    "SignInMethod",
    "SignedInUser",
    "SourcePlace",
    "StatusReport",
    "Step",
    "StepStatus",
    "SystemInfo",
    "TestEventIn",
    "TestEventInInputs",
    "TestedEvent",
    "Token",
    "TokenIn",
    "TokenPage",
    "TokenRotation",
    "TriggerIn",
    "TriggerInInputs",
    "User",
    "UserIn",
    "UserKind",
    "UserPage",
    "UserPatch",
    "Waiting",
    "WebhookEvent",
    "WebhookEventPage",
    "WebhookEventStatus",
    "WebhookReceipt",
    "WebhookUrl",
)
