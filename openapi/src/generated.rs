//! Made by `cargo xtask generate` from `openapi/openapi.json`; changes are lost.
#![allow(clippy::all, clippy::allow_attributes, clippy::allow_attributes_without_reason, clippy::unwrap_used, clippy::needless_pass_by_value, clippy::semicolon_if_nothing_returned, clippy::redundant_clone, clippy::manual_let_else, clippy::too_many_lines, missing_docs, unreachable_pub, unused_qualifications, unused_imports, rust_2018_idioms, mismatched_lifetime_syntaxes, reason = "written by a generator")]

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///One actor of the server's tree.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Actor {
        ///Its last failure.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub last_failure: ::std::option::Option<ActorFailure>,
        ///How many messages wait for it.
        pub mailbox: u64,
        ///Its name, with its parent's before it where it is one of many.
        pub name: ::std::string::String,
        ///How often it was restarted.
        pub restarts: u32,
        ///`running`, `starting`, `stopping` or `restarting`.
        pub state: ::std::string::String,
    }
    impl Actor {
        pub fn builder() -> builder::Actor {
            Default::default()
        }
    }
    ///A failure of an actor.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ActorFailure {
        ///When.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Why.
        pub reason: ::std::string::String,
    }
    impl ActorFailure {
        pub fn builder() -> builder::ActorFailure {
            Default::default()
        }
    }
    ///Who did something.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ActorKind {
        #[serde(rename = "admin_token")]
        AdminToken,
        #[serde(rename = "person")]
        Person,
        #[serde(rename = "service")]
        Service,
        #[serde(rename = "runner")]
        Runner,
        #[serde(rename = "server")]
        Server,
    }
    impl ::std::fmt::Display for ActorKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::AdminToken => f.write_str("admin_token"),
                Self::Person => f.write_str("person"),
                Self::Service => f.write_str("service"),
                Self::Runner => f.write_str("runner"),
                Self::Server => f.write_str("server"),
            }
        }
    }
    impl ::std::str::FromStr for ActorKind {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "admin_token" => Ok(Self::AdminToken),
                "person" => Ok(Self::Person),
                "service" => Ok(Self::Service),
                "runner" => Ok(Self::Runner),
                "server" => Ok(Self::Server),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ActorKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ActorKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The server's tree of actors.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ActorTree {
        ///By name.
        pub items: ::std::vec::Vec<Actor>,
    }
    impl ActorTree {
        pub fn builder() -> builder::ActorTree {
            Default::default()
        }
    }
    ///One time that a job was given to a runner.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Attempt {
        ///Counted from 1.
        pub attempt: u32,
        ///Why it ended as it did.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub detail: ::std::option::Option<::std::string::String>,
        ///When it ended.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub finished_at: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///When the runner was chosen.
        pub leased_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The runner.
        pub runner_id: RunnerId,
        ///When the runner began.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub started_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///Its state.
        pub status: AttemptStatus,
    }
    impl Attempt {
        pub fn builder() -> builder::Attempt {
            Default::default()
        }
    }
    ///The state of one attempt of a job.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum AttemptStatus {
        #[serde(rename = "running")]
        Running,
        #[serde(rename = "succeeded")]
        Succeeded,
        #[serde(rename = "failed")]
        Failed,
        #[serde(rename = "canceled")]
        Canceled,
        #[serde(rename = "timed_out")]
        TimedOut,
        #[serde(rename = "lost")]
        Lost,
        #[serde(rename = "refused")]
        Refused,
    }
    impl ::std::fmt::Display for AttemptStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Running => f.write_str("running"),
                Self::Succeeded => f.write_str("succeeded"),
                Self::Failed => f.write_str("failed"),
                Self::Canceled => f.write_str("canceled"),
                Self::TimedOut => f.write_str("timed_out"),
                Self::Lost => f.write_str("lost"),
                Self::Refused => f.write_str("refused"),
            }
        }
    }
    impl ::std::str::FromStr for AttemptStatus {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "running" => Ok(Self::Running),
                "succeeded" => Ok(Self::Succeeded),
                "failed" => Ok(Self::Failed),
                "canceled" => Ok(Self::Canceled),
                "timed_out" => Ok(Self::TimedOut),
                "lost" => Ok(Self::Lost),
                "refused" => Ok(Self::Refused),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for AttemptStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for AttemptStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Who did something.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct AuditActor {
        ///The user or runner.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///What kind of actor.
        pub kind: ActorKind,
        ///The name at that time.
        pub name: ::std::string::String,
        ///The token that was shown.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token_id: ::std::option::Option<TokenId>,
    }
    impl AuditActor {
        pub fn builder() -> builder::AuditActor {
            Default::default()
        }
    }
    ///Something that somebody did.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct AuditEvent {
        ///Who did it.
        pub actor: AuditActor,
        ///The address that the request came from.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub address: ::std::option::Option<::std::string::String>,
        ///What it was like afterwards, without secrets; of a change, the fields that differ.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub after: ::std::option::Option<::serde_json::Value>,
        ///When.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///What it was like before, without secrets; of a change, the fields that differ.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub before: ::std::option::Option<::serde_json::Value>,
        ///Its id.
        pub id: AuditEventId,
        ///The operation.
        pub operation: ::std::string::String,
        ///The repository that it belongs to.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub repository_id: ::std::option::Option<RepositoryId>,
        ///The request's id, which also stands in the server's log.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub request_id: ::std::option::Option<::std::string::String>,
        ///Its place in the record, from 1 without gaps.
        pub sequence: i64,
        ///What it was done to.
        pub target: AuditTarget,
    }
    impl AuditEvent {
        pub fn builder() -> builder::AuditEvent {
            Default::default()
        }
    }
    ///Identifies an entry of the audit record.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct AuditEventId(::std::string::String);
    impl ::std::ops::Deref for AuditEventId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<AuditEventId> for ::std::string::String {
        fn from(value: AuditEventId) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for AuditEventId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
            { ::regress::Regex::new("^[0-7][0-9A-HJKMNP-TV-Z]{25}$").unwrap() });
            if PATTERN.find(value).is_none() {
                return Err(
                    "doesn't match pattern \"^[0-7][0-9A-HJKMNP-TV-Z]{25}$\"".into(),
                );
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for AuditEventId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for AuditEventId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for AuditEventId {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///One page of a list.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct AuditEventPage {
        ///The items, in the order of the list.
        pub items: ::std::vec::Vec<AuditEvent>,
        ///The token of the next page; absent on the last one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_page: ::std::option::Option<::std::string::String>,
    }
    impl AuditEventPage {
        pub fn builder() -> builder::AuditEventPage {
            Default::default()
        }
    }
    ///`AuditListActor`
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct AuditListActor(::std::string::String);
    impl ::std::ops::Deref for AuditListActor {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<AuditListActor> for ::std::string::String {
        fn from(value: AuditListActor) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for AuditListActor {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 255usize {
                return Err("longer than 255 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for AuditListActor {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for AuditListActor {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for AuditListActor {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///`AuditListOperation`
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct AuditListOperation(::std::string::String);
    impl ::std::ops::Deref for AuditListOperation {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<AuditListOperation> for ::std::string::String {
        fn from(value: AuditListOperation) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for AuditListOperation {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 64usize {
                return Err("longer than 64 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for AuditListOperation {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for AuditListOperation {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for AuditListOperation {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///`AuditListTarget`
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct AuditListTarget(::std::string::String);
    impl ::std::ops::Deref for AuditListTarget {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<AuditListTarget> for ::std::string::String {
        fn from(value: AuditListTarget) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for AuditListTarget {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 64usize {
                return Err("longer than 64 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for AuditListTarget {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for AuditListTarget {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for AuditListTarget {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///What something was done to.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct AuditTarget {
        ///Its id.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///What it is: `repository`, `build`.
        pub kind: ::std::string::String,
        ///Its name at that time.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
    }
    impl AuditTarget {
        pub fn builder() -> builder::AuditTarget {
            Default::default()
        }
    }
    ///What a webhook or a person started.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Build {
        ///Why it was canceled.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cancel_reason: ::std::option::Option<::std::string::String>,
        ///The commit.
        pub commit: Commit,
        ///When it was made.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///What is wrong with the pipeline file.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub diagnostics: ::std::vec::Vec<Diagnostic>,
        ///From its first job's beginning to its last job's end.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration_ms: ::std::option::Option<u64>,
        ///Why there was nothing to run.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<::std::string::String>,
        ///What kind of event it came from.
        pub event: EventKind,
        ///When its last job ended.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub finished_at: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///Its id.
        pub id: BuildId,
        ///Its jobs in the order of the file. Only where one build is shown.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub jobs: ::std::vec::Vec<Job>,
        ///Where more about it is.
        pub links: BuildLinks,
        /**What merging the pull request gives, where that is built: jobs check it out, and the commit
stays the head, to which states belong.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub merge_commit: ::std::option::Option<::std::string::String>,
        ///Counted from 1 within the repository; never reused.
        pub number: u64,
        ///The name that the pipeline file gives itself.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pipeline_name: ::std::option::Option<::std::string::String>,
        ///The pull or merge request, when one is built.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pull_request: ::std::option::Option<PullRequest>,
        ///What it builds.
        #[serde(rename = "ref")]
        pub ref_: Ref,
        ///Its repository.
        pub repository_id: RepositoryId,
        ///The build that it repeats.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub rerun_of: ::std::option::Option<BuildId>,
        ///When its first job began.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub started_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///Its state.
        pub status: BuildStatus,
        /**What the provider is told about the commit, while this is the newest build of it. Only
where one build is shown whose repository has an access token.*/
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub status_reports: ::std::vec::Vec<StatusReport>,
        ///Who started it: the sender of the event, or the name of the token.
        pub triggered_by: ::std::string::String,
        ///The webhook event that started it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_event_id: ::std::option::Option<WebhookEventId>,
    }
    impl Build {
        pub fn builder() -> builder::Build {
            Default::default()
        }
    }
    /**A state of a build or of one of its jobs. The event's type is `build`, `job`, or, after the
build's end, `end`.*/
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct BuildEvent {
        ///The build, without its jobs: in `build` and `end`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub build: ::std::option::Option<Build>,
        ///The job: in `job`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub job: ::std::option::Option<Job>,
        ///Whether this is the last event of the stream.
        pub last: bool,
    }
    impl BuildEvent {
        pub fn builder() -> builder::BuildEvent {
            Default::default()
        }
    }
    ///Identifies a build.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct BuildId(::std::string::String);
    impl ::std::ops::Deref for BuildId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<BuildId> for ::std::string::String {
        fn from(value: BuildId) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for BuildId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
            { ::regress::Regex::new("^[0-7][0-9A-HJKMNP-TV-Z]{25}$").unwrap() });
            if PATTERN.find(value).is_none() {
                return Err(
                    "doesn't match pattern \"^[0-7][0-9A-HJKMNP-TV-Z]{25}$\"".into(),
                );
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for BuildId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for BuildId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for BuildId {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///A build, named.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct BuildLink {
        ///Its id.
        pub id: BuildId,
        ///Its number in its repository.
        pub number: u64,
        ///Its state.
        pub status: BuildStatus,
    }
    impl BuildLink {
        pub fn builder() -> builder::BuildLink {
            Default::default()
        }
    }
    ///Where more about a build is, as full addresses.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct BuildLinks {
        ///The stream of its changes.
        pub events: ::std::string::String,
        ///Its repository.
        pub repository: ::std::string::String,
        ///The build.
        #[serde(rename = "self")]
        pub self_: ::std::string::String,
        ///The webhook event that started it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_event: ::std::option::Option<::std::string::String>,
    }
    impl BuildLinks {
        pub fn builder() -> builder::BuildLinks {
            Default::default()
        }
    }
    ///`BuildListBranch`
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct BuildListBranch(::std::string::String);
    impl ::std::ops::Deref for BuildListBranch {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<BuildListBranch> for ::std::string::String {
        fn from(value: BuildListBranch) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for BuildListBranch {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 1024usize {
                return Err("longer than 1024 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for BuildListBranch {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for BuildListBranch {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for BuildListBranch {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///One page of a list.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct BuildPage {
        ///The items, in the order of the list.
        pub items: ::std::vec::Vec<Build>,
        ///The token of the next page; absent on the last one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_page: ::std::option::Option<::std::string::String>,
    }
    impl BuildPage {
        pub fn builder() -> builder::BuildPage {
            Default::default()
        }
    }
    ///`BuildRerunIdempotencyKey`
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct BuildRerunIdempotencyKey(::std::string::String);
    impl ::std::ops::Deref for BuildRerunIdempotencyKey {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<BuildRerunIdempotencyKey> for ::std::string::String {
        fn from(value: BuildRerunIdempotencyKey) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for BuildRerunIdempotencyKey {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 128usize {
                return Err("longer than 128 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
            { ::regress::Regex::new("^[!-~]+$").unwrap() });
            if PATTERN.find(value).is_none() {
                return Err("doesn't match pattern \"^[!-~]+$\"".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for BuildRerunIdempotencyKey {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for BuildRerunIdempotencyKey {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for BuildRerunIdempotencyKey {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///The state of a build.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum BuildStatus {
        #[serde(rename = "queued")]
        Queued,
        #[serde(rename = "running")]
        Running,
        #[serde(rename = "succeeded")]
        Succeeded,
        #[serde(rename = "failed")]
        Failed,
        #[serde(rename = "canceled")]
        Canceled,
        #[serde(rename = "timed_out")]
        TimedOut,
    }
    impl ::std::fmt::Display for BuildStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Queued => f.write_str("queued"),
                Self::Running => f.write_str("running"),
                Self::Succeeded => f.write_str("succeeded"),
                Self::Failed => f.write_str("failed"),
                Self::Canceled => f.write_str("canceled"),
                Self::TimedOut => f.write_str("timed_out"),
            }
        }
    }
    impl ::std::str::FromStr for BuildStatus {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "queued" => Ok(Self::Queued),
                "running" => Ok(Self::Running),
                "succeeded" => Ok(Self::Succeeded),
                "failed" => Ok(Self::Failed),
                "canceled" => Ok(Self::Canceled),
                "timed_out" => Ok(Self::TimedOut),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for BuildStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for BuildStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`BuildTriggerIdempotencyKey`
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct BuildTriggerIdempotencyKey(::std::string::String);
    impl ::std::ops::Deref for BuildTriggerIdempotencyKey {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<BuildTriggerIdempotencyKey> for ::std::string::String {
        fn from(value: BuildTriggerIdempotencyKey) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for BuildTriggerIdempotencyKey {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 128usize {
                return Err("longer than 128 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
            { ::regress::Regex::new("^[!-~]+$").unwrap() });
            if PATTERN.find(value).is_none() {
                return Err("doesn't match pattern \"^[!-~]+$\"".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for BuildTriggerIdempotencyKey {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for BuildTriggerIdempotencyKey {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for BuildTriggerIdempotencyKey {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///A commit, as far as it is known.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Commit {
        ///Its author's name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub author: ::std::option::Option<::std::string::String>,
        ///Its whole message.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<::std::string::String>,
        ///Its whole id.
        pub sha: ::std::string::String,
    }
    impl Commit {
        pub fn builder() -> builder::Commit {
            Default::default()
        }
    }
    ///One rule that was looked at.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct DecisionStep {
        ///The values that were compared.
        pub detail: ::std::string::String,
        ///Whether it let the event pass.
        pub matched: bool,
        ///Which rule.
        pub rule: Rule,
        ///Where the rule stands, if in a pipeline file.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub source: ::std::option::Option<SourcePlace>,
    }
    impl DecisionStep {
        pub fn builder() -> builder::DecisionStep {
            Default::default()
        }
    }
    ///One mistake in a pipeline file.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Diagnostic {
        ///Its kind, for programs.
        pub code: ::std::string::String,
        ///Counted from 1, in characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub column: ::std::option::Option<u32>,
        ///What to do about it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub help: ::std::option::Option<::std::string::String>,
        ///How long the place is, in bytes.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub length: ::std::option::Option<u32>,
        ///Counted from 1; absent when the file as a whole is meant.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub line: ::std::option::Option<u32>,
        ///What is wrong.
        pub message: ::std::string::String,
        ///The file's path in the repository.
        pub path: ::std::string::String,
        ///All of that as text for a terminal.
        pub rendered: ::std::string::String,
    }
    impl Diagnostic {
        pub fn builder() -> builder::Diagnostic {
            Default::default()
        }
    }
    /**The stable kind of a problem.

* `bad_request` (400): Malformed request
* `invalid_parameter` (400): Invalid parameter
* `invalid_body` (400): Invalid body
* `invalid_page_token` (400): Invalid page token
* `unauthenticated` (401): Token missing or not valid
* `invalid_signature` (401): Signature missing or wrong
* `forbidden` (403): Not allowed
* `not_found` (404): Not found
* `unknown_path` (404): Unknown path
* `method_not_allowed` (405): Method not allowed
* `body_timeout` (408): Body too slow
* `conflict` (409): Conflict with the current state
* `already_exists` (409): Already exists
* `idempotency_key_reused` (409): Idempotency key of another request
* `body_too_large` (413): Body too large
* `unsupported_media_type` (415): Unsupported content type
* `unprocessable` (422): Not possible
* `too_many_requests` (429): Too many attempts
* `internal` (500): Internal error
* `unavailable` (503): Not available now*/
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ErrorCode {
        #[serde(rename = "bad_request")]
        BadRequest,
        #[serde(rename = "invalid_parameter")]
        InvalidParameter,
        #[serde(rename = "invalid_body")]
        InvalidBody,
        #[serde(rename = "invalid_page_token")]
        InvalidPageToken,
        #[serde(rename = "unauthenticated")]
        Unauthenticated,
        #[serde(rename = "invalid_signature")]
        InvalidSignature,
        #[serde(rename = "forbidden")]
        Forbidden,
        #[serde(rename = "not_found")]
        NotFound,
        #[serde(rename = "unknown_path")]
        UnknownPath,
        #[serde(rename = "method_not_allowed")]
        MethodNotAllowed,
        #[serde(rename = "body_timeout")]
        BodyTimeout,
        #[serde(rename = "conflict")]
        Conflict,
        #[serde(rename = "already_exists")]
        AlreadyExists,
        #[serde(rename = "idempotency_key_reused")]
        IdempotencyKeyReused,
        #[serde(rename = "body_too_large")]
        BodyTooLarge,
        #[serde(rename = "unsupported_media_type")]
        UnsupportedMediaType,
        #[serde(rename = "unprocessable")]
        Unprocessable,
        #[serde(rename = "too_many_requests")]
        TooManyRequests,
        #[serde(rename = "internal")]
        Internal,
        #[serde(rename = "unavailable")]
        Unavailable,
    }
    impl ::std::fmt::Display for ErrorCode {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::BadRequest => f.write_str("bad_request"),
                Self::InvalidParameter => f.write_str("invalid_parameter"),
                Self::InvalidBody => f.write_str("invalid_body"),
                Self::InvalidPageToken => f.write_str("invalid_page_token"),
                Self::Unauthenticated => f.write_str("unauthenticated"),
                Self::InvalidSignature => f.write_str("invalid_signature"),
                Self::Forbidden => f.write_str("forbidden"),
                Self::NotFound => f.write_str("not_found"),
                Self::UnknownPath => f.write_str("unknown_path"),
                Self::MethodNotAllowed => f.write_str("method_not_allowed"),
                Self::BodyTimeout => f.write_str("body_timeout"),
                Self::Conflict => f.write_str("conflict"),
                Self::AlreadyExists => f.write_str("already_exists"),
                Self::IdempotencyKeyReused => f.write_str("idempotency_key_reused"),
                Self::BodyTooLarge => f.write_str("body_too_large"),
                Self::UnsupportedMediaType => f.write_str("unsupported_media_type"),
                Self::Unprocessable => f.write_str("unprocessable"),
                Self::TooManyRequests => f.write_str("too_many_requests"),
                Self::Internal => f.write_str("internal"),
                Self::Unavailable => f.write_str("unavailable"),
            }
        }
    }
    impl ::std::str::FromStr for ErrorCode {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "bad_request" => Ok(Self::BadRequest),
                "invalid_parameter" => Ok(Self::InvalidParameter),
                "invalid_body" => Ok(Self::InvalidBody),
                "invalid_page_token" => Ok(Self::InvalidPageToken),
                "unauthenticated" => Ok(Self::Unauthenticated),
                "invalid_signature" => Ok(Self::InvalidSignature),
                "forbidden" => Ok(Self::Forbidden),
                "not_found" => Ok(Self::NotFound),
                "unknown_path" => Ok(Self::UnknownPath),
                "method_not_allowed" => Ok(Self::MethodNotAllowed),
                "body_timeout" => Ok(Self::BodyTimeout),
                "conflict" => Ok(Self::Conflict),
                "already_exists" => Ok(Self::AlreadyExists),
                "idempotency_key_reused" => Ok(Self::IdempotencyKeyReused),
                "body_too_large" => Ok(Self::BodyTooLarge),
                "unsupported_media_type" => Ok(Self::UnsupportedMediaType),
                "unprocessable" => Ok(Self::Unprocessable),
                "too_many_requests" => Ok(Self::TooManyRequests),
                "internal" => Ok(Self::Internal),
                "unavailable" => Ok(Self::Unavailable),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ErrorCode {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ErrorCode {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What came of an event, and why.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct EventDecision {
        /**What to change so that it is built, in the order in which it is done; empty when it is built
already.*/
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub advice: ::std::vec::Vec<::std::string::String>,
        ///What came of it.
        pub outcome: Outcome,
        ///The same in one sentence.
        pub reason: ::std::string::String,
        ///The rules in the order in which they were looked at; the first that does not match ends it.
        pub trace: ::std::vec::Vec<DecisionStep>,
    }
    impl EventDecision {
        pub fn builder() -> builder::EventDecision {
            Default::default()
        }
    }
    ///What happened in a repository.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum EventKind {
        #[serde(rename = "push")]
        Push,
        #[serde(rename = "tag")]
        Tag,
        #[serde(rename = "pull_request")]
        PullRequest,
        #[serde(rename = "manual")]
        Manual,
    }
    impl ::std::fmt::Display for EventKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Push => f.write_str("push"),
                Self::Tag => f.write_str("tag"),
                Self::PullRequest => f.write_str("pull_request"),
                Self::Manual => f.write_str("manual"),
            }
        }
    }
    impl ::std::str::FromStr for EventKind {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "push" => Ok(Self::Push),
                "tag" => Ok(Self::Tag),
                "pull_request" => Ok(Self::PullRequest),
                "manual" => Ok(Self::Manual),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for EventKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for EventKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What a payload says it is about.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct EventSummary {
        ///The commit's whole id.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub commit: ::std::option::Option<::std::string::String>,
        ///The number of the pull or merge request.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pull_request: ::std::option::Option<u64>,
        ///The ref as it is spelt in the payload.
        #[serde(rename = "ref", skip_serializing_if = "::std::option::Option::is_none")]
        pub ref_: ::std::option::Option<::std::string::String>,
        ///The repository's full name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub repository: ::std::option::Option<::std::string::String>,
        ///Who did it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sender: ::std::option::Option<::std::string::String>,
    }
    impl EventSummary {
        pub fn builder() -> builder::EventSummary {
            Default::default()
        }
    }
    ///One mistake in a body.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct FieldError {
        ///Where, as a JSON pointer (RFC 6901); empty for the whole body.
        pub field: ::std::string::String,
        ///What is wrong there.
        pub message: ::std::string::String,
    }
    impl FieldError {
        pub fn builder() -> builder::FieldError {
            Default::default()
        }
    }
    ///How the server is.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Health {
        ///`ok`; anything else is an error of another status.
        pub status: ::std::string::String,
    }
    impl Health {
        pub fn builder() -> builder::Health {
            Default::default()
        }
    }
    ///One task of a build on one runner.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Job {
        ///How often it was given to a runner.
        pub attempt: u32,
        ///Each time it was given to a runner, oldest first.
        pub attempts: ::std::vec::Vec<Attempt>,
        ///Its build.
        pub build_id: BuildId,
        ///Why it is being canceled, or was.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cancel_reason: ::std::option::Option<::std::string::String>,
        ///Whether the build may succeed although it fails.
        pub continue_on_error: bool,
        ///When it was made.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Why it is as it is, where its steps don't tell.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub detail: ::std::option::Option<::std::string::String>,
        ///From its beginning to its end.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration_ms: ::std::option::Option<u64>,
        ///When it ended.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub finished_at: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///Its id.
        pub id: JobId,
        ///Its key in the pipeline file, with the row of its matrix: unique in the build.
        pub key: ::std::string::String,
        ///The row of its matrix; empty without one.
        pub matrix: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///Its name for people.
        pub name: ::std::string::String,
        ///The keys of the jobs that it waits for.
        pub needs: ::std::vec::Vec<::std::string::String>,
        ///What it gave to the jobs that need it.
        pub outputs: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///The job of an earlier build whose success stands for it; log and steps are that job's.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub reused_from: ::std::option::Option<JobId>,
        ///The runner of its newest attempt.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub runner_id: ::std::option::Option<RunnerId>,
        ///The labels that its runner must have.
        pub runs_on: ::std::vec::Vec<::std::string::String>,
        ///When it began.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub started_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///Its state.
        pub status: JobStatus,
        ///Its steps, of the newest attempt, in the order in which they run.
        pub steps: ::std::vec::Vec<Step>,
        ///The longest that it may take.
        pub timeout_ms: u64,
        ///Why it has not begun.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub waiting: ::std::option::Option<Waiting>,
    }
    impl Job {
        pub fn builder() -> builder::Job {
            Default::default()
        }
    }
    ///Identifies a job.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct JobId(::std::string::String);
    impl ::std::ops::Deref for JobId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<JobId> for ::std::string::String {
        fn from(value: JobId) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for JobId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
            { ::regress::Regex::new("^[0-7][0-9A-HJKMNP-TV-Z]{25}$").unwrap() });
            if PATTERN.find(value).is_none() {
                return Err(
                    "doesn't match pattern \"^[0-7][0-9A-HJKMNP-TV-Z]{25}$\"".into(),
                );
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for JobId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for JobId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for JobId {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///`JobLogEventsLastEventId`
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct JobLogEventsLastEventId(::std::string::String);
    impl ::std::ops::Deref for JobLogEventsLastEventId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<JobLogEventsLastEventId> for ::std::string::String {
        fn from(value: JobLogEventsLastEventId) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for JobLogEventsLastEventId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
            { ::regress::Regex::new("^[1-9][0-9]{0,8}:[0-9]{1,18}$").unwrap() });
            if PATTERN.find(value).is_none() {
                return Err(
                    "doesn't match pattern \"^[1-9][0-9]{0,8}:[0-9]{1,18}$\"".into(),
                );
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for JobLogEventsLastEventId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for JobLogEventsLastEventId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for JobLogEventsLastEventId {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///The state of a job.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum JobStatus {
        #[serde(rename = "blocked")]
        Blocked,
        #[serde(rename = "queued")]
        Queued,
        #[serde(rename = "running")]
        Running,
        #[serde(rename = "succeeded")]
        Succeeded,
        #[serde(rename = "failed")]
        Failed,
        #[serde(rename = "canceled")]
        Canceled,
        #[serde(rename = "timed_out")]
        TimedOut,
        #[serde(rename = "skipped")]
        Skipped,
        #[serde(rename = "lost")]
        Lost,
    }
    impl ::std::fmt::Display for JobStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Blocked => f.write_str("blocked"),
                Self::Queued => f.write_str("queued"),
                Self::Running => f.write_str("running"),
                Self::Succeeded => f.write_str("succeeded"),
                Self::Failed => f.write_str("failed"),
                Self::Canceled => f.write_str("canceled"),
                Self::TimedOut => f.write_str("timed_out"),
                Self::Skipped => f.write_str("skipped"),
                Self::Lost => f.write_str("lost"),
            }
        }
    }
    impl ::std::str::FromStr for JobStatus {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "blocked" => Ok(Self::Blocked),
                "queued" => Ok(Self::Queued),
                "running" => Ok(Self::Running),
                "succeeded" => Ok(Self::Succeeded),
                "failed" => Ok(Self::Failed),
                "canceled" => Ok(Self::Canceled),
                "timed_out" => Ok(Self::TimedOut),
                "skipped" => Ok(Self::Skipped),
                "lost" => Ok(Self::Lost),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for JobStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for JobStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The last look at a repository for what no webhook told.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct LastSync {
        ///When it was.
        pub at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///When the branches were compared last.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub branches_at: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///What could not be compared the last time.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<::std::string::String>,
        ///When the open pull requests were compared last.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pull_requests_at: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
    }
    impl LastSync {
        pub fn builder() -> builder::LastSync {
            Default::default()
        }
    }
    ///A piece of a log, or, as the event `end`, its end.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct LogEvent {
        ///The attempt, counted from 1; 0 of a job that ended without one.
        pub attempt: u32,
        ///The bytes in base64, where they are not.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub base64: ::std::option::Option<::std::string::String>,
        ///The place behind the last byte.
        pub end: u64,
        ///What became of the job: in `end`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub job_status: ::std::option::Option<JobStatus>,
        ///The place of the first byte in the log.
        pub offset: u64,
        ///How the attempt ended: in `end`, unless the job ended without an attempt.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<AttemptStatus>,
        ///The bytes, where they are UTF-8.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub text: ::std::option::Option<::std::string::String>,
    }
    impl LogEvent {
        pub fn builder() -> builder::LogEvent {
            Default::default()
        }
    }
    ///Who calls, and what they may do.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Me {
        ///What the caller is.
        pub kind: ActorKind,
        ///The caller's name.
        pub name: ::std::string::String,
        ///The only repositories that the token is for.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub only: ::std::vec::Vec<RepositoryId>,
        ///The roles in single repositories.
        pub repositories: ::std::vec::Vec<OwnRole>,
        ///The role for the instance.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub role: ::std::option::Option<Role>,
        ///What the token allows; a session allows everything.
        pub scopes: ::std::vec::Vec<Scope>,
        ///The session that was shown; absent for a token.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub session_id: ::std::option::Option<SessionId>,
        ///The token that was shown; absent for the administrator's, and in a session.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token_id: ::std::option::Option<TokenId>,
        ///The user; absent for the administrator's token.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_id: ::std::option::Option<UserId>,
    }
    impl Me {
        pub fn builder() -> builder::Me {
            Default::default()
        }
    }
    ///A user's role in a repository.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Member {
        ///When a role was given first.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///What the user is.
        pub kind: UserKind,
        ///The user's name.
        pub name: ::std::string::String,
        ///The role.
        pub role: Role,
        ///The user.
        pub user_id: UserId,
    }
    impl Member {
        pub fn builder() -> builder::Member {
            Default::default()
        }
    }
    ///A role to give.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct MemberIn {
        ///The role.
        pub role: Role,
    }
    impl MemberIn {
        pub fn builder() -> builder::MemberIn {
            Default::default()
        }
    }
    ///One page of a list.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct MemberPage {
        ///The items, in the order of the list.
        pub items: ::std::vec::Vec<Member>,
        ///The token of the next page; absent on the last one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_page: ::std::option::Option<::std::string::String>,
    }
    impl MemberPage {
        pub fn builder() -> builder::MemberPage {
            Default::default()
        }
    }
    ///A branch or a pull request that is not where it was seen last, and that no webhook told of.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct MissedHead {
        ///The commit at which it is; absent when it is gone.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub commit: ::std::option::Option<::std::string::String>,
        ///The event that was stored for it, which is handled like any other.
        pub event_id: WebhookEventId,
        ///What happened to it.
        pub kind: MissedKind,
        ///Which one.
        #[serde(rename = "ref")]
        pub ref_: Ref,
        ///The commit at which it was seen last.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub seen: ::std::option::Option<::std::string::String>,
    }
    impl MissedHead {
        pub fn builder() -> builder::MissedHead {
            Default::default()
        }
    }
    ///How a head differs from what was seen of it.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum MissedKind {
        #[serde(rename = "new")]
        New,
        #[serde(rename = "moved")]
        Moved,
        #[serde(rename = "deleted")]
        Deleted,
        #[serde(rename = "ready")]
        Ready,
    }
    impl ::std::fmt::Display for MissedKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::New => f.write_str("new"),
                Self::Moved => f.write_str("moved"),
                Self::Deleted => f.write_str("deleted"),
                Self::Ready => f.write_str("ready"),
            }
        }
    }
    impl ::std::str::FromStr for MissedKind {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "new" => Ok(Self::New),
                "moved" => Ok(Self::Moved),
                "deleted" => Ok(Self::Deleted),
                "ready" => Ok(Self::Ready),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for MissedKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for MissedKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What comes of an event.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum Outcome {
        #[serde(rename = "build")]
        Build,
        #[serde(rename = "ignored")]
        Ignored,
        #[serde(rename = "failed")]
        Failed,
    }
    impl ::std::fmt::Display for Outcome {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Build => f.write_str("build"),
                Self::Ignored => f.write_str("ignored"),
                Self::Failed => f.write_str("failed"),
            }
        }
    }
    impl ::std::str::FromStr for Outcome {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "build" => Ok(Self::Build),
                "ignored" => Ok(Self::Ignored),
                "failed" => Ok(Self::Failed),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for Outcome {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Outcome {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A role in a repository.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct OwnRole {
        ///The repository.
        pub repository_id: RepositoryId,
        ///The role.
        pub role: Role,
    }
    impl OwnRole {
        pub fn builder() -> builder::OwnRole {
            Default::default()
        }
    }
    ///A password to set.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct PasswordIn {
        ///The present one, for those who set their own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub old_password: ::std::option::Option<PasswordInOldPassword>,
        ///The new password: neither the user's name nor their email.
        pub password: PasswordInPassword,
    }
    impl PasswordIn {
        pub fn builder() -> builder::PasswordIn {
            Default::default()
        }
    }
    ///The present one, for those who set their own.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct PasswordInOldPassword(::std::string::String);
    impl ::std::ops::Deref for PasswordInOldPassword {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<PasswordInOldPassword> for ::std::string::String {
        fn from(value: PasswordInOldPassword) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for PasswordInOldPassword {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 1024usize {
                return Err("longer than 1024 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for PasswordInOldPassword {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for PasswordInOldPassword {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for PasswordInOldPassword {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///The new password: neither the user's name nor their email.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct PasswordInPassword(::std::string::String);
    impl ::std::ops::Deref for PasswordInPassword {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<PasswordInPassword> for ::std::string::String {
        fn from(value: PasswordInPassword) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for PasswordInPassword {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 1024usize {
                return Err("longer than 1024 characters".into());
            }
            if value.chars().count() < 12usize {
                return Err("shorter than 12 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for PasswordInPassword {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for PasswordInPassword {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for PasswordInPassword {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///A pipeline file to check.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct PipelineIn {
        ///What the file is called in its repository; `oore.yaml` when left out.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub path: ::std::option::Option<PipelineInPath>,
        ///What stands in it. More than 256 KiB is one of the mistakes that a file can have.
        pub text: ::std::string::String,
    }
    impl PipelineIn {
        pub fn builder() -> builder::PipelineIn {
            Default::default()
        }
    }
    ///What the file is called in its repository; `oore.yaml` when left out.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct PipelineInPath(::std::string::String);
    impl ::std::ops::Deref for PipelineInPath {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<PipelineInPath> for ::std::string::String {
        fn from(value: PipelineInPath) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for PipelineInPath {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 1024usize {
                return Err("longer than 1024 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for PipelineInPath {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for PipelineInPath {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for PipelineInPath {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///Whether a pipeline file can be used.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct PipelineReport {
        ///Its mistakes, in the order of their places; none of a valid file.
        pub diagnostics: ::std::vec::Vec<Diagnostic>,
        ///Whether the file has no mistake.
        pub valid: bool,
    }
    impl PipelineReport {
        pub fn builder() -> builder::PipelineReport {
            Default::default()
        }
    }
    ///A build that would be made.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct PlannedBuild {
        ///What is wrong with the pipeline file.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub diagnostics: ::std::vec::Vec<Diagnostic>,
        ///Why there would be nothing to run; the build would have failed at once.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<::std::string::String>,
        ///Its jobs in the order of the file.
        pub jobs: ::std::vec::Vec<PlannedJob>,
        ///The name that the pipeline file gives itself.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pipeline_name: ::std::option::Option<::std::string::String>,
    }
    impl PlannedBuild {
        pub fn builder() -> builder::PlannedBuild {
            Default::default()
        }
    }
    ///A job that would be made.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct PlannedJob {
        ///Its `if:`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub condition: ::std::option::Option<::std::string::String>,
        ///Why it would be in that state.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub detail: ::std::option::Option<::std::string::String>,
        ///Its key in the pipeline file, with the row of its matrix: unique in the build.
        pub key: ::std::string::String,
        ///The row of its matrix; empty without one.
        pub matrix: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///Its name for people.
        pub name: ::std::string::String,
        ///The keys of the jobs that it would wait for.
        pub needs: ::std::vec::Vec<::std::string::String>,
        ///The labels that its runner must have.
        pub runs_on: ::std::vec::Vec<::std::string::String>,
        /**Its first state: `queued` when it would begin at once, `blocked` when other jobs come
first, `skipped` when its `if:` says so already.*/
        pub status: JobStatus,
    }
    impl PlannedJob {
        pub fn builder() -> builder::PlannedJob {
            Default::default()
        }
    }
    ///What went wrong, in the form of RFC 9457.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Problem {
        ///The kind of problem for programs.
        pub code: ErrorCode,
        ///What went wrong this time.
        pub detail: ::std::string::String,
        ///Each mistake of the body, where there is a body.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub errors: ::std::vec::Vec<FieldError>,
        ///The request's id, which also stands in the server's log.
        pub request_id: ::std::string::String,
        ///The HTTP status of the answer.
        pub status: u16,
        ///The kind of problem in words, the same for every occurrence.
        pub title: ::std::string::String,
        ///The kind of problem as a URI: `urn:oore:problem:` and the code.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
    }
    impl Problem {
        pub fn builder() -> builder::Problem {
            Default::default()
        }
    }
    ///The kind of service a repository lives on.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ProviderKind {
        #[serde(rename = "github")]
        Github,
        #[serde(rename = "gitlab")]
        Gitlab,
        #[serde(rename = "gitea")]
        Gitea,
        #[serde(rename = "bitbucket")]
        Bitbucket,
        #[serde(rename = "git")]
        Git,
    }
    impl ::std::fmt::Display for ProviderKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Github => f.write_str("github"),
                Self::Gitlab => f.write_str("gitlab"),
                Self::Gitea => f.write_str("gitea"),
                Self::Bitbucket => f.write_str("bitbucket"),
                Self::Git => f.write_str("git"),
            }
        }
    }
    impl ::std::str::FromStr for ProviderKind {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "github" => Ok(Self::Github),
                "gitlab" => Ok(Self::Gitlab),
                "gitea" => Ok(Self::Gitea),
                "bitbucket" => Ok(Self::Bitbucket),
                "git" => Ok(Self::Git),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ProviderKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ProviderKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A pull or merge request.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct PullRequest {
        ///Whether it is not yet meant to be merged.
        pub draft: bool,
        ///Whether it comes from another repository, or may.
        pub fork: bool,
        ///Its number.
        pub number: u64,
        ///The branch that it comes from.
        pub source_branch: ::std::string::String,
        ///The repository that it comes from, where it is known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub source_repository: ::std::option::Option<::std::string::String>,
        ///The branch that it goes to.
        pub target_branch: ::std::string::String,
        ///Its title.
        pub title: ::std::string::String,
    }
    impl PullRequest {
        pub fn builder() -> builder::PullRequest {
            Default::default()
        }
    }
    ///What happened to a pull request, in the words of `types:` in a pipeline file.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum PullRequestAction {
        #[serde(rename = "opened")]
        Opened,
        #[serde(rename = "synchronize")]
        Synchronize,
        #[serde(rename = "reopened")]
        Reopened,
        #[serde(rename = "ready_for_review")]
        ReadyForReview,
    }
    impl ::std::fmt::Display for PullRequestAction {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Opened => f.write_str("opened"),
                Self::Synchronize => f.write_str("synchronize"),
                Self::Reopened => f.write_str("reopened"),
                Self::ReadyForReview => f.write_str("ready_for_review"),
            }
        }
    }
    impl ::std::str::FromStr for PullRequestAction {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "opened" => Ok(Self::Opened),
                "synchronize" => Ok(Self::Synchronize),
                "reopened" => Ok(Self::Reopened),
                "ready_for_review" => Ok(Self::ReadyForReview),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for PullRequestAction {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for PullRequestAction {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What is built of a pull request.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum PullRequestBuilds {
        #[serde(rename = "head")]
        Head,
        #[serde(rename = "merge")]
        Merge,
    }
    impl ::std::fmt::Display for PullRequestBuilds {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Head => f.write_str("head"),
                Self::Merge => f.write_str("merge"),
            }
        }
    }
    impl ::std::str::FromStr for PullRequestBuilds {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "head" => Ok(Self::Head),
                "merge" => Ok(Self::Merge),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for PullRequestBuilds {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for PullRequestBuilds {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A branch, a tag or a pull request.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Ref {
        ///Which of them.
        pub kind: RefKind,
        ///Without `refs/heads/` or `refs/tags/`; of a pull request its number.
        pub name: ::std::string::String,
    }
    impl Ref {
        pub fn builder() -> builder::Ref {
            Default::default()
        }
    }
    ///The kind of a ref.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum RefKind {
        #[serde(rename = "branch")]
        Branch,
        #[serde(rename = "tag")]
        Tag,
        #[serde(rename = "pull_request")]
        PullRequest,
    }
    impl ::std::fmt::Display for RefKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Branch => f.write_str("branch"),
                Self::Tag => f.write_str("tag"),
                Self::PullRequest => f.write_str("pull_request"),
            }
        }
    }
    impl ::std::str::FromStr for RefKind {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "branch" => Ok(Self::Branch),
                "tag" => Ok(Self::Tag),
                "pull_request" => Ok(Self::PullRequest),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for RefKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RefKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///`RepoListQ`
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct RepoListQ(::std::string::String);
    impl ::std::ops::Deref for RepoListQ {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RepoListQ> for ::std::string::String {
        fn from(value: RepoListQ) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for RepoListQ {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 255usize {
                return Err("longer than 255 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for RepoListQ {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RepoListQ {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for RepoListQ {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///The state that a provider is told.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ReportState {
        #[serde(rename = "pending")]
        Pending,
        #[serde(rename = "running")]
        Running,
        #[serde(rename = "succeeded")]
        Succeeded,
        #[serde(rename = "failed")]
        Failed,
        #[serde(rename = "canceled")]
        Canceled,
        #[serde(rename = "timed_out")]
        TimedOut,
        #[serde(rename = "skipped")]
        Skipped,
    }
    impl ::std::fmt::Display for ReportState {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Pending => f.write_str("pending"),
                Self::Running => f.write_str("running"),
                Self::Succeeded => f.write_str("succeeded"),
                Self::Failed => f.write_str("failed"),
                Self::Canceled => f.write_str("canceled"),
                Self::TimedOut => f.write_str("timed_out"),
                Self::Skipped => f.write_str("skipped"),
            }
        }
    }
    impl ::std::str::FromStr for ReportState {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "pending" => Ok(Self::Pending),
                "running" => Ok(Self::Running),
                "succeeded" => Ok(Self::Succeeded),
                "failed" => Ok(Self::Failed),
                "canceled" => Ok(Self::Canceled),
                "timed_out" => Ok(Self::TimedOut),
                "skipped" => Ok(Self::Skipped),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for ReportState {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ReportState {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A registered repository.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Repository {
        ///Whether its events are built.
        pub active: bool,
        ///Where its provider's API is, where that was given.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub api_url: ::std::option::Option<::std::string::String>,
        ///Whether a commit that is pushed and proposed in a pull request is built for both.
        pub build_twice: bool,
        ///Where its commits come from.
        pub clone_url: ::std::string::String,
        ///When it was registered.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The branch that is built when none is named.
        pub default_branch: ::std::string::String,
        ///Owner and name with a slash between them.
        pub full_name: ::std::string::String,
        ///Whether there is an access token, with which commits get their state at the provider.
        pub has_access_token: bool,
        ///Its id.
        pub id: RepositoryId,
        ///Why the GitHub App is not let at it any more.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub inaccessible: ::std::option::Option<::std::string::String>,
        ///The last look for what no webhook told. Only where one repository is shown.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub last_sync: ::std::option::Option<LastSync>,
        ///The user, organisation or group that it belongs to; may hold slashes on GitLab.
        pub owner: ::std::string::String,
        ///Until when a webhook secret or signing token that was replaced is valid beside the new one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub previous_secrets_until: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///Where it is hosted.
        pub provider: ProviderKind,
        ///What is built of a pull request.
        pub pull_request_builds: PullRequestBuilds,
        ///Its name below the owner.
        pub repo: ::std::string::String,
        ///Whether the server's GitHub App speaks for it: gives access to its code, and shows check runs.
        pub through_app: bool,
        ///When its settings changed last.
        pub updated_at: ::chrono::DateTime<::chrono::offset::Utc>,
        /**The secret that was made for its webhook. Shown once, in the answer to the registration
that gave none.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: ::std::option::Option<::std::string::String>,
    }
    impl Repository {
        pub fn builder() -> builder::Repository {
            Default::default()
        }
    }
    ///Identifies a repository.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct RepositoryId(::std::string::String);
    impl ::std::ops::Deref for RepositoryId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RepositoryId> for ::std::string::String {
        fn from(value: RepositoryId) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for RepositoryId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
            { ::regress::Regex::new("^[0-7][0-9A-HJKMNP-TV-Z]{25}$").unwrap() });
            if PATTERN.find(value).is_none() {
                return Err(
                    "doesn't match pattern \"^[0-7][0-9A-HJKMNP-TV-Z]{25}$\"".into(),
                );
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for RepositoryId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RepositoryId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for RepositoryId {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///A repository to register.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct RepositoryIn {
        /**What the provider's API is called with, to show the state of commits there and to find pull
requests that no webhook told, and what git shows when it clones over HTTP: on GitHub a token
with the permissions *commit statuses*, and to read *pull requests* and *contents*, on GitLab
one with the scope `api`, on Bitbucket Cloud a repository access token. `user:token` in one
belongs to that user, as on Bitbucket Data Center. It is sealed and never shown.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub access_token: ::std::option::Option<RepositoryInAccessToken>,
        ///Where the provider's API is. Left out, it follows from the clone URL.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub api_url: ::std::option::Option<RepositoryInApiUrl>,
        /**Whether a commit that is pushed and proposed in a pull request of the repository itself is
built for both. False when left out: what comes first is built, and its state is also that
of the other.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub build_twice: ::std::option::Option<bool>,
        /**Where its commits come from: a URL of a protocol that the server allows, or `git@host:path`.
Left out, it is the one of github.com, gitlab.com or bitbucket.org; the others have none.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub clone_url: ::std::option::Option<RepositoryInCloneUrl>,
        ///The branch that is built when none is named; `main` when left out.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub default_branch: ::std::option::Option<RepositoryInDefaultBranch>,
        ///The user, organisation or group that it belongs to; may hold slashes on GitLab.
        pub owner: RepositoryInOwner,
        /**Where it is hosted. `gitea` stands for Forgejo and Gogs too, `bitbucket` for Cloud and Data
Center, `git` for a repository without a service around it.*/
        pub provider: ProviderKind,
        /**What is built of a pull request: its head, as when left out, or what merging it would give,
where the provider keeps that: GitHub and GitLab do. The head is built where there is none.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pull_request_builds: ::std::option::Option<PullRequestBuilds>,
        ///Its name below the owner.
        pub repo: RepositoryInRepo,
        /**What its webhook is verified with: the secret token on GitLab, the secret elsewhere. Left
out, one is made and shown once in the answer, unless there is a signing token.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: ::std::option::Option<RepositoryInWebhookSecret>,
        /**GitLab's signing token (`whsec_..`). With it every delivery must be signed, and the secret
token counts for nothing.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_signing_token: ::std::option::Option<
            RepositoryInWebhookSigningToken,
        >,
    }
    impl RepositoryIn {
        pub fn builder() -> builder::RepositoryIn {
            Default::default()
        }
    }
    /**What the provider's API is called with, to show the state of commits there and to find pull
requests that no webhook told, and what git shows when it clones over HTTP: on GitHub a token
with the permissions *commit statuses*, and to read *pull requests* and *contents*, on GitLab
one with the scope `api`, on Bitbucket Cloud a repository access token. `user:token` in one
belongs to that user, as on Bitbucket Data Center. It is sealed and never shown.*/
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct RepositoryInAccessToken(::std::string::String);
    impl ::std::ops::Deref for RepositoryInAccessToken {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RepositoryInAccessToken> for ::std::string::String {
        fn from(value: RepositoryInAccessToken) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for RepositoryInAccessToken {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 1024usize {
                return Err("longer than 1024 characters".into());
            }
            if value.chars().count() < 8usize {
                return Err("shorter than 8 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for RepositoryInAccessToken {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RepositoryInAccessToken {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for RepositoryInAccessToken {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///Where the provider's API is. Left out, it follows from the clone URL.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct RepositoryInApiUrl(::std::string::String);
    impl ::std::ops::Deref for RepositoryInApiUrl {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RepositoryInApiUrl> for ::std::string::String {
        fn from(value: RepositoryInApiUrl) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for RepositoryInApiUrl {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 1024usize {
                return Err("longer than 1024 characters".into());
            }
            if value.chars().count() < 8usize {
                return Err("shorter than 8 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for RepositoryInApiUrl {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RepositoryInApiUrl {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for RepositoryInApiUrl {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /**Where its commits come from: a URL of a protocol that the server allows, or `git@host:path`.
Left out, it is the one of github.com, gitlab.com or bitbucket.org; the others have none.*/
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct RepositoryInCloneUrl(::std::string::String);
    impl ::std::ops::Deref for RepositoryInCloneUrl {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RepositoryInCloneUrl> for ::std::string::String {
        fn from(value: RepositoryInCloneUrl) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for RepositoryInCloneUrl {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 2048usize {
                return Err("longer than 2048 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for RepositoryInCloneUrl {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RepositoryInCloneUrl {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for RepositoryInCloneUrl {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///The branch that is built when none is named; `main` when left out.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct RepositoryInDefaultBranch(::std::string::String);
    impl ::std::ops::Deref for RepositoryInDefaultBranch {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RepositoryInDefaultBranch> for ::std::string::String {
        fn from(value: RepositoryInDefaultBranch) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for RepositoryInDefaultBranch {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 1024usize {
                return Err("longer than 1024 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for RepositoryInDefaultBranch {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RepositoryInDefaultBranch {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for RepositoryInDefaultBranch {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///The user, organisation or group that it belongs to; may hold slashes on GitLab.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct RepositoryInOwner(::std::string::String);
    impl ::std::ops::Deref for RepositoryInOwner {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RepositoryInOwner> for ::std::string::String {
        fn from(value: RepositoryInOwner) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for RepositoryInOwner {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 512usize {
                return Err("longer than 512 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for RepositoryInOwner {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RepositoryInOwner {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for RepositoryInOwner {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///Its name below the owner.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct RepositoryInRepo(::std::string::String);
    impl ::std::ops::Deref for RepositoryInRepo {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RepositoryInRepo> for ::std::string::String {
        fn from(value: RepositoryInRepo) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for RepositoryInRepo {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 255usize {
                return Err("longer than 255 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for RepositoryInRepo {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RepositoryInRepo {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for RepositoryInRepo {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /**What its webhook is verified with: the secret token on GitLab, the secret elsewhere. Left
out, one is made and shown once in the answer, unless there is a signing token.*/
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct RepositoryInWebhookSecret(::std::string::String);
    impl ::std::ops::Deref for RepositoryInWebhookSecret {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RepositoryInWebhookSecret> for ::std::string::String {
        fn from(value: RepositoryInWebhookSecret) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for RepositoryInWebhookSecret {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 255usize {
                return Err("longer than 255 characters".into());
            }
            if value.chars().count() < 8usize {
                return Err("shorter than 8 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for RepositoryInWebhookSecret {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RepositoryInWebhookSecret {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for RepositoryInWebhookSecret {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /**GitLab's signing token (`whsec_..`). With it every delivery must be signed, and the secret
token counts for nothing.*/
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct RepositoryInWebhookSigningToken(::std::string::String);
    impl ::std::ops::Deref for RepositoryInWebhookSigningToken {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RepositoryInWebhookSigningToken>
    for ::std::string::String {
        fn from(value: RepositoryInWebhookSigningToken) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for RepositoryInWebhookSigningToken {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 255usize {
                return Err("longer than 255 characters".into());
            }
            if value.chars().count() < 8usize {
                return Err("shorter than 8 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for RepositoryInWebhookSigningToken {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String>
    for RepositoryInWebhookSigningToken {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for RepositoryInWebhookSigningToken {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///One page of a list.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RepositoryPage {
        ///The items, in the order of the list.
        pub items: ::std::vec::Vec<Repository>,
        ///The token of the next page; absent on the last one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_page: ::std::option::Option<::std::string::String>,
    }
    impl RepositoryPage {
        pub fn builder() -> builder::RepositoryPage {
            Default::default()
        }
    }
    ///What a look at a repository found that no webhook told.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RepositorySync {
        ///How many branches there are.
        pub branches: u64,
        ///Whether it was the first look: everything was noted then, and nothing is built for it.
        pub first: bool,
        ///What was missed, in the order in which it is handled.
        pub missed: ::std::vec::Vec<MissedHead>,
        ///Why the open pull requests were not compared.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub not_listed: ::std::option::Option<::std::string::String>,
        ///How many pull requests are open; absent where they can't be listed.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pull_requests: ::std::option::Option<u64>,
    }
    impl RepositorySync {
        pub fn builder() -> builder::RepositorySync {
            Default::default()
        }
    }
    ///How to repeat a build.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct RerunIn {
        ///Whether only jobs that did not succeed run again; the others are taken over as they are.
        #[serde(default)]
        pub failed_only: bool,
    }
    impl RerunIn {
        pub fn builder() -> builder::RerunIn {
            Default::default()
        }
    }
    ///What a user is trusted with, in one repository or everywhere. Each role has the rights of those before it.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum Role {
        #[serde(rename = "viewer")]
        Viewer,
        #[serde(rename = "developer")]
        Developer,
        #[serde(rename = "maintainer")]
        Maintainer,
        #[serde(rename = "admin")]
        Admin,
    }
    impl ::std::fmt::Display for Role {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Viewer => f.write_str("viewer"),
                Self::Developer => f.write_str("developer"),
                Self::Maintainer => f.write_str("maintainer"),
                Self::Admin => f.write_str("admin"),
            }
        }
    }
    impl ::std::str::FromStr for Role {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "viewer" => Ok(Self::Viewer),
                "developer" => Ok(Self::Developer),
                "maintainer" => Ok(Self::Maintainer),
                "admin" => Ok(Self::Admin),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for Role {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Role {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A rule that decides whether an event starts a build.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum Rule {
        #[serde(rename = "missed")]
        Missed,
        #[serde(rename = "event_supported")]
        EventSupported,
        #[serde(rename = "repository_registered")]
        RepositoryRegistered,
        #[serde(rename = "repository_matches")]
        RepositoryMatches,
        #[serde(rename = "repository_active")]
        RepositoryActive,
        #[serde(rename = "not_a_deletion")]
        NotADeletion,
        #[serde(rename = "not_a_fork")]
        NotAFork,
        #[serde(rename = "skip_ci")]
        SkipCi,
        #[serde(rename = "commit")]
        Commit,
        #[serde(rename = "pipeline_file")]
        PipelineFile,
        #[serde(rename = "trigger_push")]
        TriggerPush,
        #[serde(rename = "trigger_pull_request")]
        TriggerPullRequest,
        #[serde(rename = "trigger_manual")]
        TriggerManual,
        #[serde(rename = "branches")]
        Branches,
        #[serde(rename = "tags")]
        Tags,
        #[serde(rename = "pull_request_types")]
        PullRequestTypes,
        #[serde(rename = "drafts")]
        Drafts,
        #[serde(rename = "merge_result")]
        MergeResult,
        #[serde(rename = "target_changed")]
        TargetChanged,
        #[serde(rename = "paths")]
        Paths,
        #[serde(rename = "inputs")]
        Inputs,
        #[serde(rename = "provider_change")]
        ProviderChange,
        #[serde(rename = "asked_again")]
        AskedAgain,
        #[serde(rename = "decided_again")]
        DecidedAgain,
        #[serde(rename = "not_built_yet")]
        NotBuiltYet,
        #[serde(rename = "build_twice")]
        BuildTwice,
        #[serde(rename = "storage")]
        Storage,
    }
    impl ::std::fmt::Display for Rule {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Missed => f.write_str("missed"),
                Self::EventSupported => f.write_str("event_supported"),
                Self::RepositoryRegistered => f.write_str("repository_registered"),
                Self::RepositoryMatches => f.write_str("repository_matches"),
                Self::RepositoryActive => f.write_str("repository_active"),
                Self::NotADeletion => f.write_str("not_a_deletion"),
                Self::NotAFork => f.write_str("not_a_fork"),
                Self::SkipCi => f.write_str("skip_ci"),
                Self::Commit => f.write_str("commit"),
                Self::PipelineFile => f.write_str("pipeline_file"),
                Self::TriggerPush => f.write_str("trigger_push"),
                Self::TriggerPullRequest => f.write_str("trigger_pull_request"),
                Self::TriggerManual => f.write_str("trigger_manual"),
                Self::Branches => f.write_str("branches"),
                Self::Tags => f.write_str("tags"),
                Self::PullRequestTypes => f.write_str("pull_request_types"),
                Self::Drafts => f.write_str("drafts"),
                Self::MergeResult => f.write_str("merge_result"),
                Self::TargetChanged => f.write_str("target_changed"),
                Self::Paths => f.write_str("paths"),
                Self::Inputs => f.write_str("inputs"),
                Self::ProviderChange => f.write_str("provider_change"),
                Self::AskedAgain => f.write_str("asked_again"),
                Self::DecidedAgain => f.write_str("decided_again"),
                Self::NotBuiltYet => f.write_str("not_built_yet"),
                Self::BuildTwice => f.write_str("build_twice"),
                Self::Storage => f.write_str("storage"),
            }
        }
    }
    impl ::std::str::FromStr for Rule {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "missed" => Ok(Self::Missed),
                "event_supported" => Ok(Self::EventSupported),
                "repository_registered" => Ok(Self::RepositoryRegistered),
                "repository_matches" => Ok(Self::RepositoryMatches),
                "repository_active" => Ok(Self::RepositoryActive),
                "not_a_deletion" => Ok(Self::NotADeletion),
                "not_a_fork" => Ok(Self::NotAFork),
                "skip_ci" => Ok(Self::SkipCi),
                "commit" => Ok(Self::Commit),
                "pipeline_file" => Ok(Self::PipelineFile),
                "trigger_push" => Ok(Self::TriggerPush),
                "trigger_pull_request" => Ok(Self::TriggerPullRequest),
                "trigger_manual" => Ok(Self::TriggerManual),
                "branches" => Ok(Self::Branches),
                "tags" => Ok(Self::Tags),
                "pull_request_types" => Ok(Self::PullRequestTypes),
                "drafts" => Ok(Self::Drafts),
                "merge_result" => Ok(Self::MergeResult),
                "target_changed" => Ok(Self::TargetChanged),
                "paths" => Ok(Self::Paths),
                "inputs" => Ok(Self::Inputs),
                "provider_change" => Ok(Self::ProviderChange),
                "asked_again" => Ok(Self::AskedAgain),
                "decided_again" => Ok(Self::DecidedAgain),
                "not_built_yet" => Ok(Self::NotBuiltYet),
                "build_twice" => Ok(Self::BuildTwice),
                "storage" => Ok(Self::Storage),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for Rule {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Rule {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A machine that runs jobs.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Runner {
        ///How many jobs it runs at once, as it reported; 0 before it was ever connected.
        pub capacity: u32,
        ///When it was registered.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Its id.
        pub id: RunnerId,
        ///Everything that a job may ask of it, given and reported.
        pub labels: ::std::vec::Vec<::std::string::String>,
        ///When it came or went last.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub last_seen_at: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///Whether the server starts it on its own machine.
        pub local: bool,
        ///Its name; unique.
        pub name: ::std::string::String,
        ///The jobs that it has.
        pub running: ::std::vec::Vec<RunningJob>,
        ///Whether it is connected.
        pub status: RunnerStatus,
        ///What it connects with. Shown once, in the answer to its registration.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token: ::std::option::Option<::std::string::String>,
        ///Its program's version, as it reported.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub version: ::std::option::Option<::std::string::String>,
    }
    impl Runner {
        pub fn builder() -> builder::Runner {
            Default::default()
        }
    }
    ///Identifies a runner.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct RunnerId(::std::string::String);
    impl ::std::ops::Deref for RunnerId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RunnerId> for ::std::string::String {
        fn from(value: RunnerId) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for RunnerId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
            { ::regress::Regex::new("^[0-7][0-9A-HJKMNP-TV-Z]{25}$").unwrap() });
            if PATTERN.find(value).is_none() {
                return Err(
                    "doesn't match pattern \"^[0-7][0-9A-HJKMNP-TV-Z]{25}$\"".into(),
                );
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for RunnerId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RunnerId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for RunnerId {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///A runner to register.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct RunnerIn {
        ///Labels beside those that it reports of its machine.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub labels: ::std::vec::Vec<::std::string::String>,
        ///Its name: letters, digits, `.`, `_` and `-`.
        pub name: RunnerInName,
    }
    impl RunnerIn {
        pub fn builder() -> builder::RunnerIn {
            Default::default()
        }
    }
    ///Its name: letters, digits, `.`, `_` and `-`.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct RunnerInName(::std::string::String);
    impl ::std::ops::Deref for RunnerInName {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RunnerInName> for ::std::string::String {
        fn from(value: RunnerInName) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for RunnerInName {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 64usize {
                return Err("longer than 64 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for RunnerInName {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RunnerInName {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for RunnerInName {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///One page of a list.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RunnerPage {
        ///The items, in the order of the list.
        pub items: ::std::vec::Vec<Runner>,
        ///The token of the next page; absent on the last one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_page: ::std::option::Option<::std::string::String>,
    }
    impl RunnerPage {
        pub fn builder() -> builder::RunnerPage {
            Default::default()
        }
    }
    ///What to change of a runner; what is left out stays.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct RunnerPatch {
        ///The labels beside those that it reports of its machine, all of them.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub labels: ::std::vec::Vec<::std::string::String>,
        ///Its name now: letters, digits, `.`, `_` and `-`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<RunnerPatchName>,
    }
    impl RunnerPatch {
        pub fn builder() -> builder::RunnerPatch {
            Default::default()
        }
    }
    ///Its name now: letters, digits, `.`, `_` and `-`.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct RunnerPatchName(::std::string::String);
    impl ::std::ops::Deref for RunnerPatchName {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<RunnerPatchName> for ::std::string::String {
        fn from(value: RunnerPatchName) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for RunnerPatchName {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 64usize {
                return Err("longer than 64 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for RunnerPatchName {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RunnerPatchName {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for RunnerPatchName {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///The state of a runner.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum RunnerStatus {
        #[serde(rename = "online")]
        Online,
        #[serde(rename = "offline")]
        Offline,
    }
    impl ::std::fmt::Display for RunnerStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Online => f.write_str("online"),
                Self::Offline => f.write_str("offline"),
            }
        }
    }
    impl ::std::str::FromStr for RunnerStatus {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "online" => Ok(Self::Online),
                "offline" => Ok(Self::Offline),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for RunnerStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for RunnerStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A job on a runner.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RunningJob {
        ///Its build.
        pub build_id: BuildId,
        ///The job.
        pub id: JobId,
        ///Its key in the pipeline file.
        pub key: ::std::string::String,
        ///When it began.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub started_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
    }
    impl RunningJob {
        pub fn builder() -> builder::RunningJob {
            Default::default()
        }
    }
    ///What a token allows.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum Scope {
        #[serde(rename = "repo:read")]
        RepoRead,
        #[serde(rename = "repo:write")]
        RepoWrite,
        #[serde(rename = "build:read")]
        BuildRead,
        #[serde(rename = "build:run")]
        BuildRun,
        #[serde(rename = "secret:write")]
        SecretWrite,
        #[serde(rename = "runner:admin")]
        RunnerAdmin,
        #[serde(rename = "audit:read")]
        AuditRead,
        #[serde(rename = "admin")]
        Admin,
    }
    impl ::std::fmt::Display for Scope {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::RepoRead => f.write_str("repo:read"),
                Self::RepoWrite => f.write_str("repo:write"),
                Self::BuildRead => f.write_str("build:read"),
                Self::BuildRun => f.write_str("build:run"),
                Self::SecretWrite => f.write_str("secret:write"),
                Self::RunnerAdmin => f.write_str("runner:admin"),
                Self::AuditRead => f.write_str("audit:read"),
                Self::Admin => f.write_str("admin"),
            }
        }
    }
    impl ::std::str::FromStr for Scope {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "repo:read" => Ok(Self::RepoRead),
                "repo:write" => Ok(Self::RepoWrite),
                "build:read" => Ok(Self::BuildRead),
                "build:run" => Ok(Self::BuildRun),
                "secret:write" => Ok(Self::SecretWrite),
                "runner:admin" => Ok(Self::RunnerAdmin),
                "audit:read" => Ok(Self::AuditRead),
                "admin" => Ok(Self::Admin),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for Scope {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Scope {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///A session of a browser. What opens it is the browser's cookie, and is not shown.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Session {
        ///The address that they signed in from.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub address: ::std::option::Option<::std::string::String>,
        ///When they signed in.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///When it is over at the latest.
        pub expires_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Its id, which opens nothing.
        pub id: SessionId,
        ///When it was used last, to the minute. It is over when it rests too long.
        pub last_used_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///How they signed in.
        pub method: SignInMethod,
        ///Their name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user: ::std::option::Option<::std::string::String>,
        ///What the browser calls itself.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_agent: ::std::option::Option<::std::string::String>,
        ///Who signed in.
        pub user_id: UserId,
    }
    impl Session {
        pub fn builder() -> builder::Session {
            Default::default()
        }
    }
    ///Identifies a session of a browser.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct SessionId(::std::string::String);
    impl ::std::ops::Deref for SessionId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<SessionId> for ::std::string::String {
        fn from(value: SessionId) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for SessionId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
            { ::regress::Regex::new("^[0-7][0-9A-HJKMNP-TV-Z]{25}$").unwrap() });
            if PATTERN.find(value).is_none() {
                return Err(
                    "doesn't match pattern \"^[0-7][0-9A-HJKMNP-TV-Z]{25}$\"".into(),
                );
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for SessionId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for SessionId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for SessionId {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///Who is to be signed in, and the proof.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct SessionIn {
        ///The user's name.
        pub name: SessionInName,
        ///The user's password.
        pub password: SessionInPassword,
    }
    impl SessionIn {
        pub fn builder() -> builder::SessionIn {
            Default::default()
        }
    }
    ///The user's name.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct SessionInName(::std::string::String);
    impl ::std::ops::Deref for SessionInName {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<SessionInName> for ::std::string::String {
        fn from(value: SessionInName) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for SessionInName {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 64usize {
                return Err("longer than 64 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for SessionInName {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for SessionInName {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for SessionInName {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///The user's password.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct SessionInPassword(::std::string::String);
    impl ::std::ops::Deref for SessionInPassword {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<SessionInPassword> for ::std::string::String {
        fn from(value: SessionInPassword) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for SessionInPassword {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 1024usize {
                return Err("longer than 1024 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for SessionInPassword {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for SessionInPassword {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for SessionInPassword {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///One page of a list.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SessionPage {
        ///The items, in the order of the list.
        pub items: ::std::vec::Vec<Session>,
        ///The token of the next page; absent on the last one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_page: ::std::option::Option<::std::string::String>,
    }
    impl SessionPage {
        pub fn builder() -> builder::SessionPage {
            Default::default()
        }
    }
    ///How a person signed in.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum SignInMethod {
        #[serde(rename = "password")]
        Password,
        #[serde(rename = "oidc")]
        Oidc,
    }
    impl ::std::fmt::Display for SignInMethod {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Password => f.write_str("password"),
                Self::Oidc => f.write_str("oidc"),
            }
        }
    }
    impl ::std::str::FromStr for SignInMethod {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "password" => Ok(Self::Password),
                "oidc" => Ok(Self::Oidc),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for SignInMethod {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for SignInMethod {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///Who is signed in, and what a page needs to act in their name.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SignedInUser {
        ///Goes into the header `X-CSRF-Token` of every request that changes something.
        pub csrf_token: ::std::string::String,
        ///The session's id.
        pub id: SessionId,
        ///Who it is, and what they may do.
        pub me: Me,
    }
    impl SignedInUser {
        pub fn builder() -> builder::SignedInUser {
            Default::default()
        }
    }
    ///A line of a file in the repository.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SourcePlace {
        ///Counted from 1.
        pub line: u32,
        ///The file's path.
        pub path: ::std::string::String,
    }
    impl SourcePlace {
        pub fn builder() -> builder::SourcePlace {
            Default::default()
        }
    }
    ///A commit's state at the provider.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StatusReport {
        ///How often this state was told in vain.
        pub attempts: u32,
        ///When the state changed.
        pub changed_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///The name under which the provider shows it.
        pub context: ::std::string::String,
        ///When the provider took a state last.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub delivered_at: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///Whether the provider has that state.
        pub is_delivered: bool,
        ///Why it could not be told the last time.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub last_error: ::std::option::Option<::std::string::String>,
        ///When it is told next. Absent: the provider has it, or it was given up.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_try_at: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///The state that the provider is to have.
        pub state: ReportState,
    }
    impl StatusReport {
        pub fn builder() -> builder::StatusReport {
            Default::default()
        }
    }
    ///One step of a job.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Step {
        ///Why it ended as it did, or was skipped.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub detail: ::std::option::Option<::std::string::String>,
        ///From its beginning to its end.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration_ms: ::std::option::Option<u64>,
        ///What its script ended with.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub exit_code: ::std::option::Option<i32>,
        ///When it ended.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub finished_at: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///Its place, from 0.
        pub index: u32,
        ///The byte behind its output in the attempt's log.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub log_end: ::std::option::Option<u64>,
        ///The first byte of its output in the attempt's log.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub log_start: ::std::option::Option<u64>,
        ///Its name, or its script's first line.
        pub name: ::std::string::String,
        ///When it began.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub started_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///Its state.
        pub status: StepStatus,
        ///The Markdown that it wrote to `OORE_SUMMARY`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub summary: ::std::option::Option<::std::string::String>,
    }
    impl Step {
        pub fn builder() -> builder::Step {
            Default::default()
        }
    }
    ///The state of a step.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum StepStatus {
        #[serde(rename = "pending")]
        Pending,
        #[serde(rename = "running")]
        Running,
        #[serde(rename = "succeeded")]
        Succeeded,
        #[serde(rename = "failed")]
        Failed,
        #[serde(rename = "skipped")]
        Skipped,
        #[serde(rename = "canceled")]
        Canceled,
        #[serde(rename = "timed_out")]
        TimedOut,
    }
    impl ::std::fmt::Display for StepStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Pending => f.write_str("pending"),
                Self::Running => f.write_str("running"),
                Self::Succeeded => f.write_str("succeeded"),
                Self::Failed => f.write_str("failed"),
                Self::Skipped => f.write_str("skipped"),
                Self::Canceled => f.write_str("canceled"),
                Self::TimedOut => f.write_str("timed_out"),
            }
        }
    }
    impl ::std::str::FromStr for StepStatus {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "pending" => Ok(Self::Pending),
                "running" => Ok(Self::Running),
                "succeeded" => Ok(Self::Succeeded),
                "failed" => Ok(Self::Failed),
                "skipped" => Ok(Self::Skipped),
                "canceled" => Ok(Self::Canceled),
                "timed_out" => Ok(Self::TimedOut),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for StepStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for StepStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The server.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SystemInfo {
        ///The database that it uses: `sqlite` or `postgres`.
        pub database: ::std::string::String,
        ///What clone URLs may begin with.
        pub git_protocols: ::std::vec::Vec<::std::string::String>,
        ///The address that others reach it at.
        pub public_url: ::std::string::String,
        ///When it started.
        pub started_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Its version.
        pub version: ::std::string::String,
    }
    impl SystemInfo {
        pub fn builder() -> builder::SystemInfo {
            Default::default()
        }
    }
    ///An event to be decided without being handled.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct TestEventIn {
        ///What happens to the pull request; `opened` when left out.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub action: ::std::option::Option<PullRequestAction>,
        /**The branch that is pushed to or built, or that the pull request comes from; left out, it is
the default branch for `push` and `manual`.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub branch: ::std::option::Option<TestEventInBranch>,
        ///The commit's whole id; left out, it is the newest one of the branch or tag.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub commit: ::std::option::Option<TestEventInCommit>,
        ///Whether the pull request is a draft.
        #[serde(default)]
        pub draft: bool,
        ///What is to have happened.
        pub event: EventKind,
        ///Whether the pull request comes from another repository.
        #[serde(default)]
        pub fork: bool,
        ///Values for the inputs that the pipeline file asks for; for `manual` alone.
        #[serde(
            default,
            skip_serializing_if = ":: std :: collections :: HashMap::is_empty"
        )]
        pub inputs: ::std::collections::HashMap<
            ::std::string::String,
            ::std::string::String,
        >,
        /**The number of a pull request that is there already. Left out, it is one that is still to be
opened, which is called 0.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub number: ::std::option::Option<::std::num::NonZeroU64>,
        ///The tag that is pushed; for `tag` alone, which needs it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tag: ::std::option::Option<TestEventInTag>,
        ///The branch that the pull request goes to; left out, it is the default branch.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub target: ::std::option::Option<TestEventInTarget>,
    }
    impl TestEventIn {
        pub fn builder() -> builder::TestEventIn {
            Default::default()
        }
    }
    /**The branch that is pushed to or built, or that the pull request comes from; left out, it is
the default branch for `push` and `manual`.*/
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct TestEventInBranch(::std::string::String);
    impl ::std::ops::Deref for TestEventInBranch {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<TestEventInBranch> for ::std::string::String {
        fn from(value: TestEventInBranch) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for TestEventInBranch {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 1024usize {
                return Err("longer than 1024 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for TestEventInBranch {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for TestEventInBranch {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for TestEventInBranch {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///The commit's whole id; left out, it is the newest one of the branch or tag.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct TestEventInCommit(::std::string::String);
    impl ::std::ops::Deref for TestEventInCommit {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<TestEventInCommit> for ::std::string::String {
        fn from(value: TestEventInCommit) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for TestEventInCommit {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 64usize {
                return Err("longer than 64 characters".into());
            }
            if value.chars().count() < 40usize {
                return Err("shorter than 40 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for TestEventInCommit {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for TestEventInCommit {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for TestEventInCommit {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///The tag that is pushed; for `tag` alone, which needs it.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct TestEventInTag(::std::string::String);
    impl ::std::ops::Deref for TestEventInTag {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<TestEventInTag> for ::std::string::String {
        fn from(value: TestEventInTag) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for TestEventInTag {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 1024usize {
                return Err("longer than 1024 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for TestEventInTag {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for TestEventInTag {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for TestEventInTag {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///The branch that the pull request goes to; left out, it is the default branch.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct TestEventInTarget(::std::string::String);
    impl ::std::ops::Deref for TestEventInTarget {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<TestEventInTarget> for ::std::string::String {
        fn from(value: TestEventInTarget) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for TestEventInTarget {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 1024usize {
                return Err("longer than 1024 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for TestEventInTarget {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for TestEventInTarget {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for TestEventInTarget {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///What would come of an event. Nothing of it is stored, and nothing was started.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct TestedEvent {
        ///The build that would be made.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub build: ::std::option::Option<PlannedBuild>,
        ///The commit that was looked at.
        pub commit: Commit,
        ///What would be decided.
        pub decision: EventDecision,
        ///What was to have happened.
        pub event: EventKind,
        ///The pull request, when it is one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pull_request: ::std::option::Option<PullRequest>,
        ///What would be built.
        #[serde(rename = "ref")]
        pub ref_: Ref,
    }
    impl TestedEvent {
        pub fn builder() -> builder::TestedEvent {
            Default::default()
        }
    }
    ///A token that opens the API in a user's name.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Token {
        ///When it was made.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///From when on it opens nothing.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expires_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///Its id.
        pub id: TokenId,
        ///When it was shown last, to the minute.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub last_used_at: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///What it is for.
        pub name: ::std::string::String,
        ///The only repositories that it is for; absent: all that its user sees.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub repositories: ::std::vec::Vec<RepositoryId>,
        ///What it allows of what its user may do.
        pub scopes: ::std::vec::Vec<Scope>,
        ///The token itself. Shown once, in the answer that makes it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token: ::std::option::Option<::std::string::String>,
        ///Its user's name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user: ::std::option::Option<::std::string::String>,
        ///Its user.
        pub user_id: UserId,
    }
    impl Token {
        pub fn builder() -> builder::Token {
            Default::default()
        }
    }
    ///Identifies an API or runner token.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct TokenId(::std::string::String);
    impl ::std::ops::Deref for TokenId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<TokenId> for ::std::string::String {
        fn from(value: TokenId) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for TokenId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
            { ::regress::Regex::new("^[0-7][0-9A-HJKMNP-TV-Z]{25}$").unwrap() });
            if PATTERN.find(value).is_none() {
                return Err(
                    "doesn't match pattern \"^[0-7][0-9A-HJKMNP-TV-Z]{25}$\"".into(),
                );
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for TokenId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for TokenId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for TokenId {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///A token to make.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct TokenIn {
        ///In how many days it ends; 90 when left out.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expires_in_days: ::std::option::Option<::std::num::NonZeroU32>,
        ///What it is for.
        pub name: TokenInName,
        /**The only repositories that it is for. It then opens nothing that concerns the server as a
whole.*/
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub repositories: ::std::vec::Vec<RepositoryId>,
        ///What it allows of what its user may do.
        pub scopes: ::std::vec::Vec<Scope>,
        ///Its user; the caller when left out. A token for another user is an admin's to make.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub user_id: ::std::option::Option<UserId>,
    }
    impl TokenIn {
        pub fn builder() -> builder::TokenIn {
            Default::default()
        }
    }
    ///What it is for.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct TokenInName(::std::string::String);
    impl ::std::ops::Deref for TokenInName {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<TokenInName> for ::std::string::String {
        fn from(value: TokenInName) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for TokenInName {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 100usize {
                return Err("longer than 100 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for TokenInName {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for TokenInName {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for TokenInName {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///One page of a list.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct TokenPage {
        ///The items, in the order of the list.
        pub items: ::std::vec::Vec<Token>,
        ///The token of the next page; absent on the last one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_page: ::std::option::Option<::std::string::String>,
    }
    impl TokenPage {
        pub fn builder() -> builder::TokenPage {
            Default::default()
        }
    }
    ///A token's new text.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct TokenRotation {
        ///In how many days it ends; 90 when left out.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expires_in_days: ::std::option::Option<::std::num::NonZeroU32>,
    }
    impl TokenRotation {
        pub fn builder() -> builder::TokenRotation {
            Default::default()
        }
    }
    ///What to build.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct TriggerIn {
        ///The branch; left out: the repository's default branch.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub branch: ::std::option::Option<TriggerInBranch>,
        ///Values for the inputs that the pipeline file asks for.
        #[serde(
            default,
            skip_serializing_if = ":: std :: collections :: HashMap::is_empty"
        )]
        pub inputs: ::std::collections::HashMap<
            ::std::string::String,
            ::std::string::String,
        >,
    }
    impl TriggerIn {
        pub fn builder() -> builder::TriggerIn {
            Default::default()
        }
    }
    ///The branch; left out: the repository's default branch.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct TriggerInBranch(::std::string::String);
    impl ::std::ops::Deref for TriggerInBranch {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<TriggerInBranch> for ::std::string::String {
        fn from(value: TriggerInBranch) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for TriggerInBranch {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 1024usize {
                return Err("longer than 1024 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for TriggerInBranch {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for TriggerInBranch {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for TriggerInBranch {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///A person or a service account.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct User {
        ///Whether it may do anything at all.
        pub active: bool,
        ///When it was made.
        pub created_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///Where a person is reached.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub email: ::std::option::Option<::std::string::String>,
        ///Whether it has a password to sign in with.
        pub has_password: bool,
        ///Its id.
        pub id: UserId,
        ///What it is.
        pub kind: UserKind,
        ///What it is called; unique.
        pub name: ::std::string::String,
        ///What the identity provider knows it by.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub oidc_subject: ::std::option::Option<::std::string::String>,
        /**Its role for the instance, which holds in every repository; absent: it has roles in single
repositories alone.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub role: ::std::option::Option<Role>,
        ///When it was changed last.
        pub updated_at: ::chrono::DateTime<::chrono::offset::Utc>,
    }
    impl User {
        pub fn builder() -> builder::User {
            Default::default()
        }
    }
    ///Identifies a user: a person or a service account.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct UserId(::std::string::String);
    impl ::std::ops::Deref for UserId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<UserId> for ::std::string::String {
        fn from(value: UserId) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for UserId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
            { ::regress::Regex::new("^[0-7][0-9A-HJKMNP-TV-Z]{25}$").unwrap() });
            if PATTERN.find(value).is_none() {
                return Err(
                    "doesn't match pattern \"^[0-7][0-9A-HJKMNP-TV-Z]{25}$\"".into(),
                );
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for UserId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for UserId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for UserId {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///A user to add.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(deny_unknown_fields)]
    pub struct UserIn {
        ///Where a person is reached.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub email: ::std::option::Option<UserInEmail>,
        ///What it is; a person when left out.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub kind: ::std::option::Option<UserKind>,
        ///What it is called: lower-case letters, digits, `.`, `_` and `-`.
        pub name: UserInName,
        ///Its role for the instance; when left out, it gets roles in single repositories.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub role: ::std::option::Option<Role>,
    }
    impl UserIn {
        pub fn builder() -> builder::UserIn {
            Default::default()
        }
    }
    ///Where a person is reached.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct UserInEmail(::std::string::String);
    impl ::std::ops::Deref for UserInEmail {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<UserInEmail> for ::std::string::String {
        fn from(value: UserInEmail) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for UserInEmail {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 254usize {
                return Err("longer than 254 characters".into());
            }
            if value.chars().count() < 3usize {
                return Err("shorter than 3 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for UserInEmail {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for UserInEmail {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for UserInEmail {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///What it is called: lower-case letters, digits, `.`, `_` and `-`.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct UserInName(::std::string::String);
    impl ::std::ops::Deref for UserInName {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<UserInName> for ::std::string::String {
        fn from(value: UserInName) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for UserInName {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 64usize {
                return Err("longer than 64 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for UserInName {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for UserInName {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for UserInName {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///What a user is.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum UserKind {
        #[serde(rename = "person")]
        Person,
        #[serde(rename = "service")]
        Service,
    }
    impl ::std::fmt::Display for UserKind {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Person => f.write_str("person"),
                Self::Service => f.write_str("service"),
            }
        }
    }
    impl ::std::str::FromStr for UserKind {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "person" => Ok(Self::Person),
                "service" => Ok(Self::Service),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for UserKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for UserKind {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///One page of a list.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct UserPage {
        ///The items, in the order of the list.
        pub items: ::std::vec::Vec<User>,
        ///The token of the next page; absent on the last one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_page: ::std::option::Option<::std::string::String>,
    }
    impl UserPage {
        pub fn builder() -> builder::UserPage {
            Default::default()
        }
    }
    ///What to change of a user; what is left out stays.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[serde(deny_unknown_fields)]
    pub struct UserPatch {
        ///Whether it may do anything at all.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub active: ::std::option::Option<bool>,
        ///Where a person is reached. Null: nowhere.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub email: ::std::option::Option<UserPatchEmail>,
        /**What the identity provider knows the person by, its claim `sub`: whoever signs in there as
that is this user here. Null: nothing, so that they can't sign in there.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub oidc_subject: ::std::option::Option<UserPatchOidcSubject>,
        ///Its role for the instance. Null: none.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub role: ::std::option::Option<Role>,
    }
    impl UserPatch {
        pub fn builder() -> builder::UserPatch {
            Default::default()
        }
    }
    ///Where a person is reached. Null: nowhere.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct UserPatchEmail(::std::string::String);
    impl ::std::ops::Deref for UserPatchEmail {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<UserPatchEmail> for ::std::string::String {
        fn from(value: UserPatchEmail) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for UserPatchEmail {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 254usize {
                return Err("longer than 254 characters".into());
            }
            if value.chars().count() < 3usize {
                return Err("shorter than 3 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for UserPatchEmail {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for UserPatchEmail {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for UserPatchEmail {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /**What the identity provider knows the person by, its claim `sub`: whoever signs in there as
that is this user here. Null: nothing, so that they can't sign in there.*/
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct UserPatchOidcSubject(::std::string::String);
    impl ::std::ops::Deref for UserPatchOidcSubject {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<UserPatchOidcSubject> for ::std::string::String {
        fn from(value: UserPatchOidcSubject) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for UserPatchOidcSubject {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 255usize {
                return Err("longer than 255 characters".into());
            }
            if value.chars().count() < 1usize {
                return Err("shorter than 1 characters".into());
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for UserPatchOidcSubject {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for UserPatchOidcSubject {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for UserPatchOidcSubject {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///Why a job has not begun.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Waiting {
        ///For people.
        pub detail: ::std::string::String,
        /**For programs: `needs`, `matrix_limit`, `no_matching_runner`, `runner_offline`,
`runner_busy` or `being_scheduled`.*/
        pub reason: ::std::string::String,
    }
    impl Waiting {
        pub fn builder() -> builder::Waiting {
            Default::default()
        }
    }
    ///One delivery of a webhook, and what was decided on it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct WebhookEvent {
        ///What happened to the event's subject, in the provider's words.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub action: ::std::option::Option<::std::string::String>,
        /**How often it was tried in vain since it was received or replayed: its commit could not be
fetched.*/
        pub attempts: u32,
        ///The builds that came of it. Only where one event is shown.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub builds: ::std::vec::Vec<BuildLink>,
        ///What was decided, once it is.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub decision: ::std::option::Option<EventDecision>,
        ///The provider's name for the delivery; a redelivery bears the same.
        pub delivery_id: ::std::string::String,
        ///Why it could not be decided.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<::std::string::String>,
        /**The kind of event in the provider's words: `push`, `Push Hook`. `sync`: no webhook told, it
was found by a look at the repository.*/
        pub event: ::std::string::String,
        ///When it was decided.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub handled_at: ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        ///Its id.
        pub id: WebhookEventId,
        ///Who sent it.
        pub provider: ProviderKind,
        ///When it was stored.
        pub received_at: ::chrono::DateTime<::chrono::offset::Utc>,
        ///How often the provider delivered it again.
        pub redeliveries: u32,
        ///The registered repository, once it is known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub repository_id: ::std::option::Option<RepositoryId>,
        ///The length of its body.
        pub size_bytes: u64,
        ///How far it got.
        pub status: WebhookEventStatus,
        ///What the payload says it is about, also when the repository is not registered.
        pub summary: EventSummary,
    }
    impl WebhookEvent {
        pub fn builder() -> builder::WebhookEvent {
            Default::default()
        }
    }
    ///Identifies a webhook event.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct WebhookEventId(::std::string::String);
    impl ::std::ops::Deref for WebhookEventId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<WebhookEventId> for ::std::string::String {
        fn from(value: WebhookEventId) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for WebhookEventId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
            { ::regress::Regex::new("^[0-7][0-9A-HJKMNP-TV-Z]{25}$").unwrap() });
            if PATTERN.find(value).is_none() {
                return Err(
                    "doesn't match pattern \"^[0-7][0-9A-HJKMNP-TV-Z]{25}$\"".into(),
                );
            }
            Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for WebhookEventId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for WebhookEventId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for WebhookEventId {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    ///One page of a list.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct WebhookEventPage {
        ///The items, in the order of the list.
        pub items: ::std::vec::Vec<WebhookEvent>,
        ///The token of the next page; absent on the last one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_page: ::std::option::Option<::std::string::String>,
    }
    impl WebhookEventPage {
        pub fn builder() -> builder::WebhookEventPage {
            Default::default()
        }
    }
    ///The state of a webhook event.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum WebhookEventStatus {
        #[serde(rename = "received")]
        Received,
        #[serde(rename = "handled")]
        Handled,
        #[serde(rename = "ignored")]
        Ignored,
        #[serde(rename = "failed")]
        Failed,
    }
    impl ::std::fmt::Display for WebhookEventStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Received => f.write_str("received"),
                Self::Handled => f.write_str("handled"),
                Self::Ignored => f.write_str("ignored"),
                Self::Failed => f.write_str("failed"),
            }
        }
    }
    impl ::std::str::FromStr for WebhookEventStatus {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "received" => Ok(Self::Received),
                "handled" => Ok(Self::Handled),
                "ignored" => Ok(Self::Ignored),
                "failed" => Ok(Self::Failed),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for WebhookEventStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for WebhookEventStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What became of a delivery.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct WebhookReceipt {
        ///Whether this delivery was received before.
        pub duplicate: bool,
        ///The event under which it is stored.
        pub id: WebhookEventId,
        ///How far that event is.
        pub status: WebhookEventStatus,
    }
    impl WebhookReceipt {
        pub fn builder() -> builder::WebhookReceipt {
            Default::default()
        }
    }
    ///How a repository's webhook is set up at its provider.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct WebhookUrl {
        /**The URL for the webhook of a GitHub App, which serves all repositories that it is installed
in.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub app_url: ::std::option::Option<::std::string::String>,
        ///The content type to choose.
        pub content_type: ::std::string::String,
        ///The events to choose, in the provider's words.
        pub events: ::std::vec::Vec<::std::string::String>,
        ///What to enter as secret.
        pub secret_hint: ::std::string::String,
        ///The URL to enter.
        pub url: ::std::string::String,
    }
    impl WebhookUrl {
        pub fn builder() -> builder::WebhookUrl {
            Default::default()
        }
    }
    /// Types for composing complex structures.
    pub mod builder {
        #[derive(Clone, Debug)]
        pub struct Actor {
            last_failure: ::std::result::Result<
                ::std::option::Option<super::ActorFailure>,
                ::std::string::String,
            >,
            mailbox: ::std::result::Result<u64, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            restarts: ::std::result::Result<u32, ::std::string::String>,
            state: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for Actor {
            fn default() -> Self {
                Self {
                    last_failure: Ok(Default::default()),
                    mailbox: Err("no value supplied for mailbox".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    restarts: Err("no value supplied for restarts".to_string()),
                    state: Err("no value supplied for state".to_string()),
                }
            }
        }
        impl Actor {
            pub fn last_failure<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::ActorFailure>>,
                T::Error: ::std::fmt::Display,
            {
                self.last_failure = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for last_failure: {e}")
                    });
                self
            }
            pub fn mailbox<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.mailbox = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for mailbox: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn restarts<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.restarts = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for restarts: {e}")
                    });
                self
            }
            pub fn state<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Actor> for super::Actor {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Actor,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    last_failure: value.last_failure?,
                    mailbox: value.mailbox?,
                    name: value.name?,
                    restarts: value.restarts?,
                    state: value.state?,
                })
            }
        }
        impl ::std::convert::From<super::Actor> for Actor {
            fn from(value: super::Actor) -> Self {
                Self {
                    last_failure: Ok(value.last_failure),
                    mailbox: Ok(value.mailbox),
                    name: Ok(value.name),
                    restarts: Ok(value.restarts),
                    state: Ok(value.state),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ActorFailure {
            at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            reason: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for ActorFailure {
            fn default() -> Self {
                Self {
                    at: Err("no value supplied for at".to_string()),
                    reason: Err("no value supplied for reason".to_string()),
                }
            }
        }
        impl ActorFailure {
            pub fn at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.at = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for at: {e}"));
                self
            }
            pub fn reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.reason = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for reason: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ActorFailure> for super::ActorFailure {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ActorFailure,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    at: value.at?,
                    reason: value.reason?,
                })
            }
        }
        impl ::std::convert::From<super::ActorFailure> for ActorFailure {
            fn from(value: super::ActorFailure) -> Self {
                Self {
                    at: Ok(value.at),
                    reason: Ok(value.reason),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct ActorTree {
            items: ::std::result::Result<
                ::std::vec::Vec<super::Actor>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ActorTree {
            fn default() -> Self {
                Self {
                    items: Err("no value supplied for items".to_string()),
                }
            }
        }
        impl ActorTree {
            pub fn items<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Actor>>,
                T::Error: ::std::fmt::Display,
            {
                self.items = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for items: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ActorTree> for super::ActorTree {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ActorTree,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { items: value.items? })
            }
        }
        impl ::std::convert::From<super::ActorTree> for ActorTree {
            fn from(value: super::ActorTree) -> Self {
                Self { items: Ok(value.items) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Attempt {
            attempt: ::std::result::Result<u32, ::std::string::String>,
            detail: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            finished_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            leased_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            runner_id: ::std::result::Result<super::RunnerId, ::std::string::String>,
            started_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            status: ::std::result::Result<super::AttemptStatus, ::std::string::String>,
        }
        impl ::std::default::Default for Attempt {
            fn default() -> Self {
                Self {
                    attempt: Err("no value supplied for attempt".to_string()),
                    detail: Ok(Default::default()),
                    finished_at: Ok(Default::default()),
                    leased_at: Err("no value supplied for leased_at".to_string()),
                    runner_id: Err("no value supplied for runner_id".to_string()),
                    started_at: Ok(Default::default()),
                    status: Err("no value supplied for status".to_string()),
                }
            }
        }
        impl Attempt {
            pub fn attempt<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.attempt = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for attempt: {e}")
                    });
                self
            }
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
            pub fn finished_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.finished_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for finished_at: {e}")
                    });
                self
            }
            pub fn leased_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.leased_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for leased_at: {e}")
                    });
                self
            }
            pub fn runner_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::RunnerId>,
                T::Error: ::std::fmt::Display,
            {
                self.runner_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for runner_id: {e}")
                    });
                self
            }
            pub fn started_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.started_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for started_at: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AttemptStatus>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Attempt> for super::Attempt {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Attempt,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    attempt: value.attempt?,
                    detail: value.detail?,
                    finished_at: value.finished_at?,
                    leased_at: value.leased_at?,
                    runner_id: value.runner_id?,
                    started_at: value.started_at?,
                    status: value.status?,
                })
            }
        }
        impl ::std::convert::From<super::Attempt> for Attempt {
            fn from(value: super::Attempt) -> Self {
                Self {
                    attempt: Ok(value.attempt),
                    detail: Ok(value.detail),
                    finished_at: Ok(value.finished_at),
                    leased_at: Ok(value.leased_at),
                    runner_id: Ok(value.runner_id),
                    started_at: Ok(value.started_at),
                    status: Ok(value.status),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct AuditActor {
            id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            kind: ::std::result::Result<super::ActorKind, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            token_id: ::std::result::Result<
                ::std::option::Option<super::TokenId>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for AuditActor {
            fn default() -> Self {
                Self {
                    id: Ok(Default::default()),
                    kind: Err("no value supplied for kind".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    token_id: Ok(Default::default()),
                }
            }
        }
        impl AuditActor {
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ActorKind>,
                T::Error: ::std::fmt::Display,
            {
                self.kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kind: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn token_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::TokenId>>,
                T::Error: ::std::fmt::Display,
            {
                self.token_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for token_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<AuditActor> for super::AuditActor {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AuditActor,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    id: value.id?,
                    kind: value.kind?,
                    name: value.name?,
                    token_id: value.token_id?,
                })
            }
        }
        impl ::std::convert::From<super::AuditActor> for AuditActor {
            fn from(value: super::AuditActor) -> Self {
                Self {
                    id: Ok(value.id),
                    kind: Ok(value.kind),
                    name: Ok(value.name),
                    token_id: Ok(value.token_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct AuditEvent {
            actor: ::std::result::Result<super::AuditActor, ::std::string::String>,
            address: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            after: ::std::result::Result<
                ::std::option::Option<::serde_json::Value>,
                ::std::string::String,
            >,
            at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            before: ::std::result::Result<
                ::std::option::Option<::serde_json::Value>,
                ::std::string::String,
            >,
            id: ::std::result::Result<super::AuditEventId, ::std::string::String>,
            operation: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            repository_id: ::std::result::Result<
                ::std::option::Option<super::RepositoryId>,
                ::std::string::String,
            >,
            request_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            sequence: ::std::result::Result<i64, ::std::string::String>,
            target: ::std::result::Result<super::AuditTarget, ::std::string::String>,
        }
        impl ::std::default::Default for AuditEvent {
            fn default() -> Self {
                Self {
                    actor: Err("no value supplied for actor".to_string()),
                    address: Ok(Default::default()),
                    after: Ok(Default::default()),
                    at: Err("no value supplied for at".to_string()),
                    before: Ok(Default::default()),
                    id: Err("no value supplied for id".to_string()),
                    operation: Err("no value supplied for operation".to_string()),
                    repository_id: Ok(Default::default()),
                    request_id: Ok(Default::default()),
                    sequence: Err("no value supplied for sequence".to_string()),
                    target: Err("no value supplied for target".to_string()),
                }
            }
        }
        impl AuditEvent {
            pub fn actor<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AuditActor>,
                T::Error: ::std::fmt::Display,
            {
                self.actor = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for actor: {e}")
                    });
                self
            }
            pub fn address<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.address = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for address: {e}")
                    });
                self
            }
            pub fn after<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::serde_json::Value>>,
                T::Error: ::std::fmt::Display,
            {
                self.after = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for after: {e}")
                    });
                self
            }
            pub fn at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.at = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for at: {e}"));
                self
            }
            pub fn before<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::serde_json::Value>>,
                T::Error: ::std::fmt::Display,
            {
                self.before = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for before: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AuditEventId>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn operation<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.operation = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for operation: {e}")
                    });
                self
            }
            pub fn repository_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::RepositoryId>>,
                T::Error: ::std::fmt::Display,
            {
                self.repository_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for repository_id: {e}")
                    });
                self
            }
            pub fn request_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.request_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for request_id: {e}")
                    });
                self
            }
            pub fn sequence<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.sequence = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sequence: {e}")
                    });
                self
            }
            pub fn target<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AuditTarget>,
                T::Error: ::std::fmt::Display,
            {
                self.target = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for target: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<AuditEvent> for super::AuditEvent {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AuditEvent,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    actor: value.actor?,
                    address: value.address?,
                    after: value.after?,
                    at: value.at?,
                    before: value.before?,
                    id: value.id?,
                    operation: value.operation?,
                    repository_id: value.repository_id?,
                    request_id: value.request_id?,
                    sequence: value.sequence?,
                    target: value.target?,
                })
            }
        }
        impl ::std::convert::From<super::AuditEvent> for AuditEvent {
            fn from(value: super::AuditEvent) -> Self {
                Self {
                    actor: Ok(value.actor),
                    address: Ok(value.address),
                    after: Ok(value.after),
                    at: Ok(value.at),
                    before: Ok(value.before),
                    id: Ok(value.id),
                    operation: Ok(value.operation),
                    repository_id: Ok(value.repository_id),
                    request_id: Ok(value.request_id),
                    sequence: Ok(value.sequence),
                    target: Ok(value.target),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct AuditEventPage {
            items: ::std::result::Result<
                ::std::vec::Vec<super::AuditEvent>,
                ::std::string::String,
            >,
            next_page: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for AuditEventPage {
            fn default() -> Self {
                Self {
                    items: Err("no value supplied for items".to_string()),
                    next_page: Ok(Default::default()),
                }
            }
        }
        impl AuditEventPage {
            pub fn items<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::AuditEvent>>,
                T::Error: ::std::fmt::Display,
            {
                self.items = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for items: {e}")
                    });
                self
            }
            pub fn next_page<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_page: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<AuditEventPage> for super::AuditEventPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AuditEventPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    items: value.items?,
                    next_page: value.next_page?,
                })
            }
        }
        impl ::std::convert::From<super::AuditEventPage> for AuditEventPage {
            fn from(value: super::AuditEventPage) -> Self {
                Self {
                    items: Ok(value.items),
                    next_page: Ok(value.next_page),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct AuditTarget {
            id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            kind: ::std::result::Result<::std::string::String, ::std::string::String>,
            name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for AuditTarget {
            fn default() -> Self {
                Self {
                    id: Ok(Default::default()),
                    kind: Err("no value supplied for kind".to_string()),
                    name: Ok(Default::default()),
                }
            }
        }
        impl AuditTarget {
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kind: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<AuditTarget> for super::AuditTarget {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AuditTarget,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    id: value.id?,
                    kind: value.kind?,
                    name: value.name?,
                })
            }
        }
        impl ::std::convert::From<super::AuditTarget> for AuditTarget {
            fn from(value: super::AuditTarget) -> Self {
                Self {
                    id: Ok(value.id),
                    kind: Ok(value.kind),
                    name: Ok(value.name),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Build {
            cancel_reason: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            commit: ::std::result::Result<super::Commit, ::std::string::String>,
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            diagnostics: ::std::result::Result<
                ::std::vec::Vec<super::Diagnostic>,
                ::std::string::String,
            >,
            duration_ms: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            error: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            event: ::std::result::Result<super::EventKind, ::std::string::String>,
            finished_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            id: ::std::result::Result<super::BuildId, ::std::string::String>,
            jobs: ::std::result::Result<
                ::std::vec::Vec<super::Job>,
                ::std::string::String,
            >,
            links: ::std::result::Result<super::BuildLinks, ::std::string::String>,
            merge_commit: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            number: ::std::result::Result<u64, ::std::string::String>,
            pipeline_name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            pull_request: ::std::result::Result<
                ::std::option::Option<super::PullRequest>,
                ::std::string::String,
            >,
            ref_: ::std::result::Result<super::Ref, ::std::string::String>,
            repository_id: ::std::result::Result<
                super::RepositoryId,
                ::std::string::String,
            >,
            rerun_of: ::std::result::Result<
                ::std::option::Option<super::BuildId>,
                ::std::string::String,
            >,
            started_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            status: ::std::result::Result<super::BuildStatus, ::std::string::String>,
            status_reports: ::std::result::Result<
                ::std::vec::Vec<super::StatusReport>,
                ::std::string::String,
            >,
            triggered_by: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            webhook_event_id: ::std::result::Result<
                ::std::option::Option<super::WebhookEventId>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Build {
            fn default() -> Self {
                Self {
                    cancel_reason: Ok(Default::default()),
                    commit: Err("no value supplied for commit".to_string()),
                    created_at: Err("no value supplied for created_at".to_string()),
                    diagnostics: Ok(Default::default()),
                    duration_ms: Ok(Default::default()),
                    error: Ok(Default::default()),
                    event: Err("no value supplied for event".to_string()),
                    finished_at: Ok(Default::default()),
                    id: Err("no value supplied for id".to_string()),
                    jobs: Ok(Default::default()),
                    links: Err("no value supplied for links".to_string()),
                    merge_commit: Ok(Default::default()),
                    number: Err("no value supplied for number".to_string()),
                    pipeline_name: Ok(Default::default()),
                    pull_request: Ok(Default::default()),
                    ref_: Err("no value supplied for ref_".to_string()),
                    repository_id: Err(
                        "no value supplied for repository_id".to_string(),
                    ),
                    rerun_of: Ok(Default::default()),
                    started_at: Ok(Default::default()),
                    status: Err("no value supplied for status".to_string()),
                    status_reports: Ok(Default::default()),
                    triggered_by: Err("no value supplied for triggered_by".to_string()),
                    webhook_event_id: Ok(Default::default()),
                }
            }
        }
        impl Build {
            pub fn cancel_reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.cancel_reason = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for cancel_reason: {e}")
                    });
                self
            }
            pub fn commit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Commit>,
                T::Error: ::std::fmt::Display,
            {
                self.commit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for commit: {e}")
                    });
                self
            }
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn diagnostics<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Diagnostic>>,
                T::Error: ::std::fmt::Display,
            {
                self.diagnostics = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for diagnostics: {e}")
                    });
                self
            }
            pub fn duration_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.duration_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for duration_ms: {e}")
                    });
                self
            }
            pub fn error<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.error = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error: {e}")
                    });
                self
            }
            pub fn event<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::EventKind>,
                T::Error: ::std::fmt::Display,
            {
                self.event = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for event: {e}")
                    });
                self
            }
            pub fn finished_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.finished_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for finished_at: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::BuildId>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn jobs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Job>>,
                T::Error: ::std::fmt::Display,
            {
                self.jobs = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for jobs: {e}")
                    });
                self
            }
            pub fn links<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::BuildLinks>,
                T::Error: ::std::fmt::Display,
            {
                self.links = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for links: {e}")
                    });
                self
            }
            pub fn merge_commit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.merge_commit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for merge_commit: {e}")
                    });
                self
            }
            pub fn number<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.number = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for number: {e}")
                    });
                self
            }
            pub fn pipeline_name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.pipeline_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for pipeline_name: {e}")
                    });
                self
            }
            pub fn pull_request<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::PullRequest>>,
                T::Error: ::std::fmt::Display,
            {
                self.pull_request = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for pull_request: {e}")
                    });
                self
            }
            pub fn ref_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Ref>,
                T::Error: ::std::fmt::Display,
            {
                self.ref_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ref_: {e}")
                    });
                self
            }
            pub fn repository_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::RepositoryId>,
                T::Error: ::std::fmt::Display,
            {
                self.repository_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for repository_id: {e}")
                    });
                self
            }
            pub fn rerun_of<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::BuildId>>,
                T::Error: ::std::fmt::Display,
            {
                self.rerun_of = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for rerun_of: {e}")
                    });
                self
            }
            pub fn started_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.started_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for started_at: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::BuildStatus>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn status_reports<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::StatusReport>>,
                T::Error: ::std::fmt::Display,
            {
                self.status_reports = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for status_reports: {e}"
                        )
                    });
                self
            }
            pub fn triggered_by<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.triggered_by = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for triggered_by: {e}")
                    });
                self
            }
            pub fn webhook_event_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::WebhookEventId>>,
                T::Error: ::std::fmt::Display,
            {
                self.webhook_event_id = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for webhook_event_id: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Build> for super::Build {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Build,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    cancel_reason: value.cancel_reason?,
                    commit: value.commit?,
                    created_at: value.created_at?,
                    diagnostics: value.diagnostics?,
                    duration_ms: value.duration_ms?,
                    error: value.error?,
                    event: value.event?,
                    finished_at: value.finished_at?,
                    id: value.id?,
                    jobs: value.jobs?,
                    links: value.links?,
                    merge_commit: value.merge_commit?,
                    number: value.number?,
                    pipeline_name: value.pipeline_name?,
                    pull_request: value.pull_request?,
                    ref_: value.ref_?,
                    repository_id: value.repository_id?,
                    rerun_of: value.rerun_of?,
                    started_at: value.started_at?,
                    status: value.status?,
                    status_reports: value.status_reports?,
                    triggered_by: value.triggered_by?,
                    webhook_event_id: value.webhook_event_id?,
                })
            }
        }
        impl ::std::convert::From<super::Build> for Build {
            fn from(value: super::Build) -> Self {
                Self {
                    cancel_reason: Ok(value.cancel_reason),
                    commit: Ok(value.commit),
                    created_at: Ok(value.created_at),
                    diagnostics: Ok(value.diagnostics),
                    duration_ms: Ok(value.duration_ms),
                    error: Ok(value.error),
                    event: Ok(value.event),
                    finished_at: Ok(value.finished_at),
                    id: Ok(value.id),
                    jobs: Ok(value.jobs),
                    links: Ok(value.links),
                    merge_commit: Ok(value.merge_commit),
                    number: Ok(value.number),
                    pipeline_name: Ok(value.pipeline_name),
                    pull_request: Ok(value.pull_request),
                    ref_: Ok(value.ref_),
                    repository_id: Ok(value.repository_id),
                    rerun_of: Ok(value.rerun_of),
                    started_at: Ok(value.started_at),
                    status: Ok(value.status),
                    status_reports: Ok(value.status_reports),
                    triggered_by: Ok(value.triggered_by),
                    webhook_event_id: Ok(value.webhook_event_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct BuildEvent {
            build: ::std::result::Result<
                ::std::option::Option<super::Build>,
                ::std::string::String,
            >,
            job: ::std::result::Result<
                ::std::option::Option<super::Job>,
                ::std::string::String,
            >,
            last: ::std::result::Result<bool, ::std::string::String>,
        }
        impl ::std::default::Default for BuildEvent {
            fn default() -> Self {
                Self {
                    build: Ok(Default::default()),
                    job: Ok(Default::default()),
                    last: Err("no value supplied for last".to_string()),
                }
            }
        }
        impl BuildEvent {
            pub fn build<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Build>>,
                T::Error: ::std::fmt::Display,
            {
                self.build = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for build: {e}")
                    });
                self
            }
            pub fn job<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Job>>,
                T::Error: ::std::fmt::Display,
            {
                self.job = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for job: {e}")
                    });
                self
            }
            pub fn last<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.last = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for last: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<BuildEvent> for super::BuildEvent {
            type Error = super::error::ConversionError;
            fn try_from(
                value: BuildEvent,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    build: value.build?,
                    job: value.job?,
                    last: value.last?,
                })
            }
        }
        impl ::std::convert::From<super::BuildEvent> for BuildEvent {
            fn from(value: super::BuildEvent) -> Self {
                Self {
                    build: Ok(value.build),
                    job: Ok(value.job),
                    last: Ok(value.last),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct BuildLink {
            id: ::std::result::Result<super::BuildId, ::std::string::String>,
            number: ::std::result::Result<u64, ::std::string::String>,
            status: ::std::result::Result<super::BuildStatus, ::std::string::String>,
        }
        impl ::std::default::Default for BuildLink {
            fn default() -> Self {
                Self {
                    id: Err("no value supplied for id".to_string()),
                    number: Err("no value supplied for number".to_string()),
                    status: Err("no value supplied for status".to_string()),
                }
            }
        }
        impl BuildLink {
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::BuildId>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn number<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.number = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for number: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::BuildStatus>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<BuildLink> for super::BuildLink {
            type Error = super::error::ConversionError;
            fn try_from(
                value: BuildLink,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    id: value.id?,
                    number: value.number?,
                    status: value.status?,
                })
            }
        }
        impl ::std::convert::From<super::BuildLink> for BuildLink {
            fn from(value: super::BuildLink) -> Self {
                Self {
                    id: Ok(value.id),
                    number: Ok(value.number),
                    status: Ok(value.status),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct BuildLinks {
            events: ::std::result::Result<::std::string::String, ::std::string::String>,
            repository: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            self_: ::std::result::Result<::std::string::String, ::std::string::String>,
            webhook_event: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for BuildLinks {
            fn default() -> Self {
                Self {
                    events: Err("no value supplied for events".to_string()),
                    repository: Err("no value supplied for repository".to_string()),
                    self_: Err("no value supplied for self_".to_string()),
                    webhook_event: Ok(Default::default()),
                }
            }
        }
        impl BuildLinks {
            pub fn events<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.events = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for events: {e}")
                    });
                self
            }
            pub fn repository<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.repository = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for repository: {e}")
                    });
                self
            }
            pub fn self_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.self_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for self_: {e}")
                    });
                self
            }
            pub fn webhook_event<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.webhook_event = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for webhook_event: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<BuildLinks> for super::BuildLinks {
            type Error = super::error::ConversionError;
            fn try_from(
                value: BuildLinks,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    events: value.events?,
                    repository: value.repository?,
                    self_: value.self_?,
                    webhook_event: value.webhook_event?,
                })
            }
        }
        impl ::std::convert::From<super::BuildLinks> for BuildLinks {
            fn from(value: super::BuildLinks) -> Self {
                Self {
                    events: Ok(value.events),
                    repository: Ok(value.repository),
                    self_: Ok(value.self_),
                    webhook_event: Ok(value.webhook_event),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct BuildPage {
            items: ::std::result::Result<
                ::std::vec::Vec<super::Build>,
                ::std::string::String,
            >,
            next_page: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for BuildPage {
            fn default() -> Self {
                Self {
                    items: Err("no value supplied for items".to_string()),
                    next_page: Ok(Default::default()),
                }
            }
        }
        impl BuildPage {
            pub fn items<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Build>>,
                T::Error: ::std::fmt::Display,
            {
                self.items = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for items: {e}")
                    });
                self
            }
            pub fn next_page<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_page: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<BuildPage> for super::BuildPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: BuildPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    items: value.items?,
                    next_page: value.next_page?,
                })
            }
        }
        impl ::std::convert::From<super::BuildPage> for BuildPage {
            fn from(value: super::BuildPage) -> Self {
                Self {
                    items: Ok(value.items),
                    next_page: Ok(value.next_page),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Commit {
            author: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            message: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            sha: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for Commit {
            fn default() -> Self {
                Self {
                    author: Ok(Default::default()),
                    message: Ok(Default::default()),
                    sha: Err("no value supplied for sha".to_string()),
                }
            }
        }
        impl Commit {
            pub fn author<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.author = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for author: {e}")
                    });
                self
            }
            pub fn message<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.message = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for message: {e}")
                    });
                self
            }
            pub fn sha<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.sha = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sha: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Commit> for super::Commit {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Commit,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    author: value.author?,
                    message: value.message?,
                    sha: value.sha?,
                })
            }
        }
        impl ::std::convert::From<super::Commit> for Commit {
            fn from(value: super::Commit) -> Self {
                Self {
                    author: Ok(value.author),
                    message: Ok(value.message),
                    sha: Ok(value.sha),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct DecisionStep {
            detail: ::std::result::Result<::std::string::String, ::std::string::String>,
            matched: ::std::result::Result<bool, ::std::string::String>,
            rule: ::std::result::Result<super::Rule, ::std::string::String>,
            source: ::std::result::Result<
                ::std::option::Option<super::SourcePlace>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for DecisionStep {
            fn default() -> Self {
                Self {
                    detail: Err("no value supplied for detail".to_string()),
                    matched: Err("no value supplied for matched".to_string()),
                    rule: Err("no value supplied for rule".to_string()),
                    source: Ok(Default::default()),
                }
            }
        }
        impl DecisionStep {
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
            pub fn matched<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.matched = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for matched: {e}")
                    });
                self
            }
            pub fn rule<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Rule>,
                T::Error: ::std::fmt::Display,
            {
                self.rule = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for rule: {e}")
                    });
                self
            }
            pub fn source<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::SourcePlace>>,
                T::Error: ::std::fmt::Display,
            {
                self.source = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for source: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<DecisionStep> for super::DecisionStep {
            type Error = super::error::ConversionError;
            fn try_from(
                value: DecisionStep,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    detail: value.detail?,
                    matched: value.matched?,
                    rule: value.rule?,
                    source: value.source?,
                })
            }
        }
        impl ::std::convert::From<super::DecisionStep> for DecisionStep {
            fn from(value: super::DecisionStep) -> Self {
                Self {
                    detail: Ok(value.detail),
                    matched: Ok(value.matched),
                    rule: Ok(value.rule),
                    source: Ok(value.source),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Diagnostic {
            code: ::std::result::Result<::std::string::String, ::std::string::String>,
            column: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
            help: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            length: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
            line: ::std::result::Result<
                ::std::option::Option<u32>,
                ::std::string::String,
            >,
            message: ::std::result::Result<::std::string::String, ::std::string::String>,
            path: ::std::result::Result<::std::string::String, ::std::string::String>,
            rendered: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Diagnostic {
            fn default() -> Self {
                Self {
                    code: Err("no value supplied for code".to_string()),
                    column: Ok(Default::default()),
                    help: Ok(Default::default()),
                    length: Ok(Default::default()),
                    line: Ok(Default::default()),
                    message: Err("no value supplied for message".to_string()),
                    path: Err("no value supplied for path".to_string()),
                    rendered: Err("no value supplied for rendered".to_string()),
                }
            }
        }
        impl Diagnostic {
            pub fn code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for code: {e}")
                    });
                self
            }
            pub fn column<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.column = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for column: {e}")
                    });
                self
            }
            pub fn help<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.help = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for help: {e}")
                    });
                self
            }
            pub fn length<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.length = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for length: {e}")
                    });
                self
            }
            pub fn line<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u32>>,
                T::Error: ::std::fmt::Display,
            {
                self.line = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for line: {e}")
                    });
                self
            }
            pub fn message<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.message = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for message: {e}")
                    });
                self
            }
            pub fn path<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.path = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for path: {e}")
                    });
                self
            }
            pub fn rendered<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.rendered = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for rendered: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Diagnostic> for super::Diagnostic {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Diagnostic,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    code: value.code?,
                    column: value.column?,
                    help: value.help?,
                    length: value.length?,
                    line: value.line?,
                    message: value.message?,
                    path: value.path?,
                    rendered: value.rendered?,
                })
            }
        }
        impl ::std::convert::From<super::Diagnostic> for Diagnostic {
            fn from(value: super::Diagnostic) -> Self {
                Self {
                    code: Ok(value.code),
                    column: Ok(value.column),
                    help: Ok(value.help),
                    length: Ok(value.length),
                    line: Ok(value.line),
                    message: Ok(value.message),
                    path: Ok(value.path),
                    rendered: Ok(value.rendered),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct EventDecision {
            advice: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            outcome: ::std::result::Result<super::Outcome, ::std::string::String>,
            reason: ::std::result::Result<::std::string::String, ::std::string::String>,
            trace: ::std::result::Result<
                ::std::vec::Vec<super::DecisionStep>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for EventDecision {
            fn default() -> Self {
                Self {
                    advice: Ok(Default::default()),
                    outcome: Err("no value supplied for outcome".to_string()),
                    reason: Err("no value supplied for reason".to_string()),
                    trace: Err("no value supplied for trace".to_string()),
                }
            }
        }
        impl EventDecision {
            pub fn advice<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.advice = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for advice: {e}")
                    });
                self
            }
            pub fn outcome<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Outcome>,
                T::Error: ::std::fmt::Display,
            {
                self.outcome = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for outcome: {e}")
                    });
                self
            }
            pub fn reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.reason = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for reason: {e}")
                    });
                self
            }
            pub fn trace<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::DecisionStep>>,
                T::Error: ::std::fmt::Display,
            {
                self.trace = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for trace: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<EventDecision> for super::EventDecision {
            type Error = super::error::ConversionError;
            fn try_from(
                value: EventDecision,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    advice: value.advice?,
                    outcome: value.outcome?,
                    reason: value.reason?,
                    trace: value.trace?,
                })
            }
        }
        impl ::std::convert::From<super::EventDecision> for EventDecision {
            fn from(value: super::EventDecision) -> Self {
                Self {
                    advice: Ok(value.advice),
                    outcome: Ok(value.outcome),
                    reason: Ok(value.reason),
                    trace: Ok(value.trace),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct EventSummary {
            commit: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            pull_request: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            ref_: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            repository: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            sender: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for EventSummary {
            fn default() -> Self {
                Self {
                    commit: Ok(Default::default()),
                    pull_request: Ok(Default::default()),
                    ref_: Ok(Default::default()),
                    repository: Ok(Default::default()),
                    sender: Ok(Default::default()),
                }
            }
        }
        impl EventSummary {
            pub fn commit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.commit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for commit: {e}")
                    });
                self
            }
            pub fn pull_request<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.pull_request = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for pull_request: {e}")
                    });
                self
            }
            pub fn ref_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.ref_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ref_: {e}")
                    });
                self
            }
            pub fn repository<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.repository = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for repository: {e}")
                    });
                self
            }
            pub fn sender<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.sender = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sender: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<EventSummary> for super::EventSummary {
            type Error = super::error::ConversionError;
            fn try_from(
                value: EventSummary,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    commit: value.commit?,
                    pull_request: value.pull_request?,
                    ref_: value.ref_?,
                    repository: value.repository?,
                    sender: value.sender?,
                })
            }
        }
        impl ::std::convert::From<super::EventSummary> for EventSummary {
            fn from(value: super::EventSummary) -> Self {
                Self {
                    commit: Ok(value.commit),
                    pull_request: Ok(value.pull_request),
                    ref_: Ok(value.ref_),
                    repository: Ok(value.repository),
                    sender: Ok(value.sender),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct FieldError {
            field: ::std::result::Result<::std::string::String, ::std::string::String>,
            message: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for FieldError {
            fn default() -> Self {
                Self {
                    field: Err("no value supplied for field".to_string()),
                    message: Err("no value supplied for message".to_string()),
                }
            }
        }
        impl FieldError {
            pub fn field<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.field = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for field: {e}")
                    });
                self
            }
            pub fn message<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.message = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for message: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<FieldError> for super::FieldError {
            type Error = super::error::ConversionError;
            fn try_from(
                value: FieldError,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    field: value.field?,
                    message: value.message?,
                })
            }
        }
        impl ::std::convert::From<super::FieldError> for FieldError {
            fn from(value: super::FieldError) -> Self {
                Self {
                    field: Ok(value.field),
                    message: Ok(value.message),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Health {
            status: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for Health {
            fn default() -> Self {
                Self {
                    status: Err("no value supplied for status".to_string()),
                }
            }
        }
        impl Health {
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Health> for super::Health {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Health,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { status: value.status? })
            }
        }
        impl ::std::convert::From<super::Health> for Health {
            fn from(value: super::Health) -> Self {
                Self { status: Ok(value.status) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Job {
            attempt: ::std::result::Result<u32, ::std::string::String>,
            attempts: ::std::result::Result<
                ::std::vec::Vec<super::Attempt>,
                ::std::string::String,
            >,
            build_id: ::std::result::Result<super::BuildId, ::std::string::String>,
            cancel_reason: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            continue_on_error: ::std::result::Result<bool, ::std::string::String>,
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            detail: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            duration_ms: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            finished_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            id: ::std::result::Result<super::JobId, ::std::string::String>,
            key: ::std::result::Result<::std::string::String, ::std::string::String>,
            matrix: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            needs: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            outputs: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            reused_from: ::std::result::Result<
                ::std::option::Option<super::JobId>,
                ::std::string::String,
            >,
            runner_id: ::std::result::Result<
                ::std::option::Option<super::RunnerId>,
                ::std::string::String,
            >,
            runs_on: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            started_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            status: ::std::result::Result<super::JobStatus, ::std::string::String>,
            steps: ::std::result::Result<
                ::std::vec::Vec<super::Step>,
                ::std::string::String,
            >,
            timeout_ms: ::std::result::Result<u64, ::std::string::String>,
            waiting: ::std::result::Result<
                ::std::option::Option<super::Waiting>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Job {
            fn default() -> Self {
                Self {
                    attempt: Err("no value supplied for attempt".to_string()),
                    attempts: Err("no value supplied for attempts".to_string()),
                    build_id: Err("no value supplied for build_id".to_string()),
                    cancel_reason: Ok(Default::default()),
                    continue_on_error: Err(
                        "no value supplied for continue_on_error".to_string(),
                    ),
                    created_at: Err("no value supplied for created_at".to_string()),
                    detail: Ok(Default::default()),
                    duration_ms: Ok(Default::default()),
                    finished_at: Ok(Default::default()),
                    id: Err("no value supplied for id".to_string()),
                    key: Err("no value supplied for key".to_string()),
                    matrix: Err("no value supplied for matrix".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    needs: Err("no value supplied for needs".to_string()),
                    outputs: Err("no value supplied for outputs".to_string()),
                    reused_from: Ok(Default::default()),
                    runner_id: Ok(Default::default()),
                    runs_on: Err("no value supplied for runs_on".to_string()),
                    started_at: Ok(Default::default()),
                    status: Err("no value supplied for status".to_string()),
                    steps: Err("no value supplied for steps".to_string()),
                    timeout_ms: Err("no value supplied for timeout_ms".to_string()),
                    waiting: Ok(Default::default()),
                }
            }
        }
        impl Job {
            pub fn attempt<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.attempt = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for attempt: {e}")
                    });
                self
            }
            pub fn attempts<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Attempt>>,
                T::Error: ::std::fmt::Display,
            {
                self.attempts = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for attempts: {e}")
                    });
                self
            }
            pub fn build_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::BuildId>,
                T::Error: ::std::fmt::Display,
            {
                self.build_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for build_id: {e}")
                    });
                self
            }
            pub fn cancel_reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.cancel_reason = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for cancel_reason: {e}")
                    });
                self
            }
            pub fn continue_on_error<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.continue_on_error = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for continue_on_error: {e}"
                        )
                    });
                self
            }
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
            pub fn duration_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.duration_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for duration_ms: {e}")
                    });
                self
            }
            pub fn finished_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.finished_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for finished_at: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JobId>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn key<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for key: {e}")
                    });
                self
            }
            pub fn matrix<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.matrix = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for matrix: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn needs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.needs = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for needs: {e}")
                    });
                self
            }
            pub fn outputs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.outputs = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for outputs: {e}")
                    });
                self
            }
            pub fn reused_from<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::JobId>>,
                T::Error: ::std::fmt::Display,
            {
                self.reused_from = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for reused_from: {e}")
                    });
                self
            }
            pub fn runner_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::RunnerId>>,
                T::Error: ::std::fmt::Display,
            {
                self.runner_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for runner_id: {e}")
                    });
                self
            }
            pub fn runs_on<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.runs_on = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for runs_on: {e}")
                    });
                self
            }
            pub fn started_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.started_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for started_at: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JobStatus>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn steps<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Step>>,
                T::Error: ::std::fmt::Display,
            {
                self.steps = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for steps: {e}")
                    });
                self
            }
            pub fn timeout_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.timeout_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for timeout_ms: {e}")
                    });
                self
            }
            pub fn waiting<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Waiting>>,
                T::Error: ::std::fmt::Display,
            {
                self.waiting = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for waiting: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Job> for super::Job {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Job,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    attempt: value.attempt?,
                    attempts: value.attempts?,
                    build_id: value.build_id?,
                    cancel_reason: value.cancel_reason?,
                    continue_on_error: value.continue_on_error?,
                    created_at: value.created_at?,
                    detail: value.detail?,
                    duration_ms: value.duration_ms?,
                    finished_at: value.finished_at?,
                    id: value.id?,
                    key: value.key?,
                    matrix: value.matrix?,
                    name: value.name?,
                    needs: value.needs?,
                    outputs: value.outputs?,
                    reused_from: value.reused_from?,
                    runner_id: value.runner_id?,
                    runs_on: value.runs_on?,
                    started_at: value.started_at?,
                    status: value.status?,
                    steps: value.steps?,
                    timeout_ms: value.timeout_ms?,
                    waiting: value.waiting?,
                })
            }
        }
        impl ::std::convert::From<super::Job> for Job {
            fn from(value: super::Job) -> Self {
                Self {
                    attempt: Ok(value.attempt),
                    attempts: Ok(value.attempts),
                    build_id: Ok(value.build_id),
                    cancel_reason: Ok(value.cancel_reason),
                    continue_on_error: Ok(value.continue_on_error),
                    created_at: Ok(value.created_at),
                    detail: Ok(value.detail),
                    duration_ms: Ok(value.duration_ms),
                    finished_at: Ok(value.finished_at),
                    id: Ok(value.id),
                    key: Ok(value.key),
                    matrix: Ok(value.matrix),
                    name: Ok(value.name),
                    needs: Ok(value.needs),
                    outputs: Ok(value.outputs),
                    reused_from: Ok(value.reused_from),
                    runner_id: Ok(value.runner_id),
                    runs_on: Ok(value.runs_on),
                    started_at: Ok(value.started_at),
                    status: Ok(value.status),
                    steps: Ok(value.steps),
                    timeout_ms: Ok(value.timeout_ms),
                    waiting: Ok(value.waiting),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct LastSync {
            at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            branches_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            error: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            pull_requests_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for LastSync {
            fn default() -> Self {
                Self {
                    at: Err("no value supplied for at".to_string()),
                    branches_at: Ok(Default::default()),
                    error: Ok(Default::default()),
                    pull_requests_at: Ok(Default::default()),
                }
            }
        }
        impl LastSync {
            pub fn at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.at = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for at: {e}"));
                self
            }
            pub fn branches_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.branches_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for branches_at: {e}")
                    });
                self
            }
            pub fn error<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.error = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error: {e}")
                    });
                self
            }
            pub fn pull_requests_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.pull_requests_at = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for pull_requests_at: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<LastSync> for super::LastSync {
            type Error = super::error::ConversionError;
            fn try_from(
                value: LastSync,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    at: value.at?,
                    branches_at: value.branches_at?,
                    error: value.error?,
                    pull_requests_at: value.pull_requests_at?,
                })
            }
        }
        impl ::std::convert::From<super::LastSync> for LastSync {
            fn from(value: super::LastSync) -> Self {
                Self {
                    at: Ok(value.at),
                    branches_at: Ok(value.branches_at),
                    error: Ok(value.error),
                    pull_requests_at: Ok(value.pull_requests_at),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct LogEvent {
            attempt: ::std::result::Result<u32, ::std::string::String>,
            base64: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            end: ::std::result::Result<u64, ::std::string::String>,
            job_status: ::std::result::Result<
                ::std::option::Option<super::JobStatus>,
                ::std::string::String,
            >,
            offset: ::std::result::Result<u64, ::std::string::String>,
            status: ::std::result::Result<
                ::std::option::Option<super::AttemptStatus>,
                ::std::string::String,
            >,
            text: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for LogEvent {
            fn default() -> Self {
                Self {
                    attempt: Err("no value supplied for attempt".to_string()),
                    base64: Ok(Default::default()),
                    end: Err("no value supplied for end".to_string()),
                    job_status: Ok(Default::default()),
                    offset: Err("no value supplied for offset".to_string()),
                    status: Ok(Default::default()),
                    text: Ok(Default::default()),
                }
            }
        }
        impl LogEvent {
            pub fn attempt<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.attempt = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for attempt: {e}")
                    });
                self
            }
            pub fn base64<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.base64 = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for base64: {e}")
                    });
                self
            }
            pub fn end<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.end = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for end: {e}")
                    });
                self
            }
            pub fn job_status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::JobStatus>>,
                T::Error: ::std::fmt::Display,
            {
                self.job_status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for job_status: {e}")
                    });
                self
            }
            pub fn offset<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.offset = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for offset: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::AttemptStatus>>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn text<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.text = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for text: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<LogEvent> for super::LogEvent {
            type Error = super::error::ConversionError;
            fn try_from(
                value: LogEvent,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    attempt: value.attempt?,
                    base64: value.base64?,
                    end: value.end?,
                    job_status: value.job_status?,
                    offset: value.offset?,
                    status: value.status?,
                    text: value.text?,
                })
            }
        }
        impl ::std::convert::From<super::LogEvent> for LogEvent {
            fn from(value: super::LogEvent) -> Self {
                Self {
                    attempt: Ok(value.attempt),
                    base64: Ok(value.base64),
                    end: Ok(value.end),
                    job_status: Ok(value.job_status),
                    offset: Ok(value.offset),
                    status: Ok(value.status),
                    text: Ok(value.text),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Me {
            kind: ::std::result::Result<super::ActorKind, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            only: ::std::result::Result<
                ::std::vec::Vec<super::RepositoryId>,
                ::std::string::String,
            >,
            repositories: ::std::result::Result<
                ::std::vec::Vec<super::OwnRole>,
                ::std::string::String,
            >,
            role: ::std::result::Result<
                ::std::option::Option<super::Role>,
                ::std::string::String,
            >,
            scopes: ::std::result::Result<
                ::std::vec::Vec<super::Scope>,
                ::std::string::String,
            >,
            session_id: ::std::result::Result<
                ::std::option::Option<super::SessionId>,
                ::std::string::String,
            >,
            token_id: ::std::result::Result<
                ::std::option::Option<super::TokenId>,
                ::std::string::String,
            >,
            user_id: ::std::result::Result<
                ::std::option::Option<super::UserId>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Me {
            fn default() -> Self {
                Self {
                    kind: Err("no value supplied for kind".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    only: Ok(Default::default()),
                    repositories: Err("no value supplied for repositories".to_string()),
                    role: Ok(Default::default()),
                    scopes: Err("no value supplied for scopes".to_string()),
                    session_id: Ok(Default::default()),
                    token_id: Ok(Default::default()),
                    user_id: Ok(Default::default()),
                }
            }
        }
        impl Me {
            pub fn kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ActorKind>,
                T::Error: ::std::fmt::Display,
            {
                self.kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kind: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn only<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::RepositoryId>>,
                T::Error: ::std::fmt::Display,
            {
                self.only = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for only: {e}")
                    });
                self
            }
            pub fn repositories<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::OwnRole>>,
                T::Error: ::std::fmt::Display,
            {
                self.repositories = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for repositories: {e}")
                    });
                self
            }
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Role>>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
            pub fn scopes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Scope>>,
                T::Error: ::std::fmt::Display,
            {
                self.scopes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for scopes: {e}")
                    });
                self
            }
            pub fn session_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::SessionId>>,
                T::Error: ::std::fmt::Display,
            {
                self.session_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for session_id: {e}")
                    });
                self
            }
            pub fn token_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::TokenId>>,
                T::Error: ::std::fmt::Display,
            {
                self.token_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for token_id: {e}")
                    });
                self
            }
            pub fn user_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::UserId>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Me> for super::Me {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Me,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    kind: value.kind?,
                    name: value.name?,
                    only: value.only?,
                    repositories: value.repositories?,
                    role: value.role?,
                    scopes: value.scopes?,
                    session_id: value.session_id?,
                    token_id: value.token_id?,
                    user_id: value.user_id?,
                })
            }
        }
        impl ::std::convert::From<super::Me> for Me {
            fn from(value: super::Me) -> Self {
                Self {
                    kind: Ok(value.kind),
                    name: Ok(value.name),
                    only: Ok(value.only),
                    repositories: Ok(value.repositories),
                    role: Ok(value.role),
                    scopes: Ok(value.scopes),
                    session_id: Ok(value.session_id),
                    token_id: Ok(value.token_id),
                    user_id: Ok(value.user_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Member {
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            kind: ::std::result::Result<super::UserKind, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            role: ::std::result::Result<super::Role, ::std::string::String>,
            user_id: ::std::result::Result<super::UserId, ::std::string::String>,
        }
        impl ::std::default::Default for Member {
            fn default() -> Self {
                Self {
                    created_at: Err("no value supplied for created_at".to_string()),
                    kind: Err("no value supplied for kind".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    role: Err("no value supplied for role".to_string()),
                    user_id: Err("no value supplied for user_id".to_string()),
                }
            }
        }
        impl Member {
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::UserKind>,
                T::Error: ::std::fmt::Display,
            {
                self.kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kind: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Role>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
            pub fn user_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::UserId>,
                T::Error: ::std::fmt::Display,
            {
                self.user_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Member> for super::Member {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Member,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    created_at: value.created_at?,
                    kind: value.kind?,
                    name: value.name?,
                    role: value.role?,
                    user_id: value.user_id?,
                })
            }
        }
        impl ::std::convert::From<super::Member> for Member {
            fn from(value: super::Member) -> Self {
                Self {
                    created_at: Ok(value.created_at),
                    kind: Ok(value.kind),
                    name: Ok(value.name),
                    role: Ok(value.role),
                    user_id: Ok(value.user_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MemberIn {
            role: ::std::result::Result<super::Role, ::std::string::String>,
        }
        impl ::std::default::Default for MemberIn {
            fn default() -> Self {
                Self {
                    role: Err("no value supplied for role".to_string()),
                }
            }
        }
        impl MemberIn {
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Role>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MemberIn> for super::MemberIn {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MemberIn,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { role: value.role? })
            }
        }
        impl ::std::convert::From<super::MemberIn> for MemberIn {
            fn from(value: super::MemberIn) -> Self {
                Self { role: Ok(value.role) }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MemberPage {
            items: ::std::result::Result<
                ::std::vec::Vec<super::Member>,
                ::std::string::String,
            >,
            next_page: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for MemberPage {
            fn default() -> Self {
                Self {
                    items: Err("no value supplied for items".to_string()),
                    next_page: Ok(Default::default()),
                }
            }
        }
        impl MemberPage {
            pub fn items<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Member>>,
                T::Error: ::std::fmt::Display,
            {
                self.items = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for items: {e}")
                    });
                self
            }
            pub fn next_page<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_page: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MemberPage> for super::MemberPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MemberPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    items: value.items?,
                    next_page: value.next_page?,
                })
            }
        }
        impl ::std::convert::From<super::MemberPage> for MemberPage {
            fn from(value: super::MemberPage) -> Self {
                Self {
                    items: Ok(value.items),
                    next_page: Ok(value.next_page),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct MissedHead {
            commit: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            event_id: ::std::result::Result<
                super::WebhookEventId,
                ::std::string::String,
            >,
            kind: ::std::result::Result<super::MissedKind, ::std::string::String>,
            ref_: ::std::result::Result<super::Ref, ::std::string::String>,
            seen: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for MissedHead {
            fn default() -> Self {
                Self {
                    commit: Ok(Default::default()),
                    event_id: Err("no value supplied for event_id".to_string()),
                    kind: Err("no value supplied for kind".to_string()),
                    ref_: Err("no value supplied for ref_".to_string()),
                    seen: Ok(Default::default()),
                }
            }
        }
        impl MissedHead {
            pub fn commit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.commit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for commit: {e}")
                    });
                self
            }
            pub fn event_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::WebhookEventId>,
                T::Error: ::std::fmt::Display,
            {
                self.event_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for event_id: {e}")
                    });
                self
            }
            pub fn kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::MissedKind>,
                T::Error: ::std::fmt::Display,
            {
                self.kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kind: {e}")
                    });
                self
            }
            pub fn ref_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Ref>,
                T::Error: ::std::fmt::Display,
            {
                self.ref_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ref_: {e}")
                    });
                self
            }
            pub fn seen<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.seen = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for seen: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<MissedHead> for super::MissedHead {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MissedHead,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    commit: value.commit?,
                    event_id: value.event_id?,
                    kind: value.kind?,
                    ref_: value.ref_?,
                    seen: value.seen?,
                })
            }
        }
        impl ::std::convert::From<super::MissedHead> for MissedHead {
            fn from(value: super::MissedHead) -> Self {
                Self {
                    commit: Ok(value.commit),
                    event_id: Ok(value.event_id),
                    kind: Ok(value.kind),
                    ref_: Ok(value.ref_),
                    seen: Ok(value.seen),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct OwnRole {
            repository_id: ::std::result::Result<
                super::RepositoryId,
                ::std::string::String,
            >,
            role: ::std::result::Result<super::Role, ::std::string::String>,
        }
        impl ::std::default::Default for OwnRole {
            fn default() -> Self {
                Self {
                    repository_id: Err(
                        "no value supplied for repository_id".to_string(),
                    ),
                    role: Err("no value supplied for role".to_string()),
                }
            }
        }
        impl OwnRole {
            pub fn repository_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::RepositoryId>,
                T::Error: ::std::fmt::Display,
            {
                self.repository_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for repository_id: {e}")
                    });
                self
            }
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Role>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<OwnRole> for super::OwnRole {
            type Error = super::error::ConversionError;
            fn try_from(
                value: OwnRole,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    repository_id: value.repository_id?,
                    role: value.role?,
                })
            }
        }
        impl ::std::convert::From<super::OwnRole> for OwnRole {
            fn from(value: super::OwnRole) -> Self {
                Self {
                    repository_id: Ok(value.repository_id),
                    role: Ok(value.role),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct PasswordIn {
            old_password: ::std::result::Result<
                ::std::option::Option<super::PasswordInOldPassword>,
                ::std::string::String,
            >,
            password: ::std::result::Result<
                super::PasswordInPassword,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for PasswordIn {
            fn default() -> Self {
                Self {
                    old_password: Ok(Default::default()),
                    password: Err("no value supplied for password".to_string()),
                }
            }
        }
        impl PasswordIn {
            pub fn old_password<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::PasswordInOldPassword>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.old_password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for old_password: {e}")
                    });
                self
            }
            pub fn password<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::PasswordInPassword>,
                T::Error: ::std::fmt::Display,
            {
                self.password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for password: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<PasswordIn> for super::PasswordIn {
            type Error = super::error::ConversionError;
            fn try_from(
                value: PasswordIn,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    old_password: value.old_password?,
                    password: value.password?,
                })
            }
        }
        impl ::std::convert::From<super::PasswordIn> for PasswordIn {
            fn from(value: super::PasswordIn) -> Self {
                Self {
                    old_password: Ok(value.old_password),
                    password: Ok(value.password),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct PipelineIn {
            path: ::std::result::Result<
                ::std::option::Option<super::PipelineInPath>,
                ::std::string::String,
            >,
            text: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for PipelineIn {
            fn default() -> Self {
                Self {
                    path: Ok(Default::default()),
                    text: Err("no value supplied for text".to_string()),
                }
            }
        }
        impl PipelineIn {
            pub fn path<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::PipelineInPath>>,
                T::Error: ::std::fmt::Display,
            {
                self.path = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for path: {e}")
                    });
                self
            }
            pub fn text<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.text = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for text: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<PipelineIn> for super::PipelineIn {
            type Error = super::error::ConversionError;
            fn try_from(
                value: PipelineIn,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    path: value.path?,
                    text: value.text?,
                })
            }
        }
        impl ::std::convert::From<super::PipelineIn> for PipelineIn {
            fn from(value: super::PipelineIn) -> Self {
                Self {
                    path: Ok(value.path),
                    text: Ok(value.text),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct PipelineReport {
            diagnostics: ::std::result::Result<
                ::std::vec::Vec<super::Diagnostic>,
                ::std::string::String,
            >,
            valid: ::std::result::Result<bool, ::std::string::String>,
        }
        impl ::std::default::Default for PipelineReport {
            fn default() -> Self {
                Self {
                    diagnostics: Err("no value supplied for diagnostics".to_string()),
                    valid: Err("no value supplied for valid".to_string()),
                }
            }
        }
        impl PipelineReport {
            pub fn diagnostics<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Diagnostic>>,
                T::Error: ::std::fmt::Display,
            {
                self.diagnostics = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for diagnostics: {e}")
                    });
                self
            }
            pub fn valid<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.valid = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for valid: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<PipelineReport> for super::PipelineReport {
            type Error = super::error::ConversionError;
            fn try_from(
                value: PipelineReport,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    diagnostics: value.diagnostics?,
                    valid: value.valid?,
                })
            }
        }
        impl ::std::convert::From<super::PipelineReport> for PipelineReport {
            fn from(value: super::PipelineReport) -> Self {
                Self {
                    diagnostics: Ok(value.diagnostics),
                    valid: Ok(value.valid),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct PlannedBuild {
            diagnostics: ::std::result::Result<
                ::std::vec::Vec<super::Diagnostic>,
                ::std::string::String,
            >,
            error: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            jobs: ::std::result::Result<
                ::std::vec::Vec<super::PlannedJob>,
                ::std::string::String,
            >,
            pipeline_name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for PlannedBuild {
            fn default() -> Self {
                Self {
                    diagnostics: Ok(Default::default()),
                    error: Ok(Default::default()),
                    jobs: Err("no value supplied for jobs".to_string()),
                    pipeline_name: Ok(Default::default()),
                }
            }
        }
        impl PlannedBuild {
            pub fn diagnostics<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Diagnostic>>,
                T::Error: ::std::fmt::Display,
            {
                self.diagnostics = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for diagnostics: {e}")
                    });
                self
            }
            pub fn error<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.error = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error: {e}")
                    });
                self
            }
            pub fn jobs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::PlannedJob>>,
                T::Error: ::std::fmt::Display,
            {
                self.jobs = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for jobs: {e}")
                    });
                self
            }
            pub fn pipeline_name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.pipeline_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for pipeline_name: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<PlannedBuild> for super::PlannedBuild {
            type Error = super::error::ConversionError;
            fn try_from(
                value: PlannedBuild,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    diagnostics: value.diagnostics?,
                    error: value.error?,
                    jobs: value.jobs?,
                    pipeline_name: value.pipeline_name?,
                })
            }
        }
        impl ::std::convert::From<super::PlannedBuild> for PlannedBuild {
            fn from(value: super::PlannedBuild) -> Self {
                Self {
                    diagnostics: Ok(value.diagnostics),
                    error: Ok(value.error),
                    jobs: Ok(value.jobs),
                    pipeline_name: Ok(value.pipeline_name),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct PlannedJob {
            condition: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            detail: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            key: ::std::result::Result<::std::string::String, ::std::string::String>,
            matrix: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            needs: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            runs_on: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            status: ::std::result::Result<super::JobStatus, ::std::string::String>,
        }
        impl ::std::default::Default for PlannedJob {
            fn default() -> Self {
                Self {
                    condition: Ok(Default::default()),
                    detail: Ok(Default::default()),
                    key: Err("no value supplied for key".to_string()),
                    matrix: Err("no value supplied for matrix".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    needs: Err("no value supplied for needs".to_string()),
                    runs_on: Err("no value supplied for runs_on".to_string()),
                    status: Err("no value supplied for status".to_string()),
                }
            }
        }
        impl PlannedJob {
            pub fn condition<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.condition = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for condition: {e}")
                    });
                self
            }
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
            pub fn key<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for key: {e}")
                    });
                self
            }
            pub fn matrix<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.matrix = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for matrix: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn needs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.needs = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for needs: {e}")
                    });
                self
            }
            pub fn runs_on<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.runs_on = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for runs_on: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JobStatus>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<PlannedJob> for super::PlannedJob {
            type Error = super::error::ConversionError;
            fn try_from(
                value: PlannedJob,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    condition: value.condition?,
                    detail: value.detail?,
                    key: value.key?,
                    matrix: value.matrix?,
                    name: value.name?,
                    needs: value.needs?,
                    runs_on: value.runs_on?,
                    status: value.status?,
                })
            }
        }
        impl ::std::convert::From<super::PlannedJob> for PlannedJob {
            fn from(value: super::PlannedJob) -> Self {
                Self {
                    condition: Ok(value.condition),
                    detail: Ok(value.detail),
                    key: Ok(value.key),
                    matrix: Ok(value.matrix),
                    name: Ok(value.name),
                    needs: Ok(value.needs),
                    runs_on: Ok(value.runs_on),
                    status: Ok(value.status),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Problem {
            code: ::std::result::Result<super::ErrorCode, ::std::string::String>,
            detail: ::std::result::Result<::std::string::String, ::std::string::String>,
            errors: ::std::result::Result<
                ::std::vec::Vec<super::FieldError>,
                ::std::string::String,
            >,
            request_id: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            status: ::std::result::Result<u16, ::std::string::String>,
            title: ::std::result::Result<::std::string::String, ::std::string::String>,
            type_: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for Problem {
            fn default() -> Self {
                Self {
                    code: Err("no value supplied for code".to_string()),
                    detail: Err("no value supplied for detail".to_string()),
                    errors: Ok(Default::default()),
                    request_id: Err("no value supplied for request_id".to_string()),
                    status: Err("no value supplied for status".to_string()),
                    title: Err("no value supplied for title".to_string()),
                    type_: Err("no value supplied for type_".to_string()),
                }
            }
        }
        impl Problem {
            pub fn code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ErrorCode>,
                T::Error: ::std::fmt::Display,
            {
                self.code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for code: {e}")
                    });
                self
            }
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
            pub fn errors<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::FieldError>>,
                T::Error: ::std::fmt::Display,
            {
                self.errors = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for errors: {e}")
                    });
                self
            }
            pub fn request_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.request_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for request_id: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u16>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn title<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.title = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for title: {e}")
                    });
                self
            }
            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Problem> for super::Problem {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Problem,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    code: value.code?,
                    detail: value.detail?,
                    errors: value.errors?,
                    request_id: value.request_id?,
                    status: value.status?,
                    title: value.title?,
                    type_: value.type_?,
                })
            }
        }
        impl ::std::convert::From<super::Problem> for Problem {
            fn from(value: super::Problem) -> Self {
                Self {
                    code: Ok(value.code),
                    detail: Ok(value.detail),
                    errors: Ok(value.errors),
                    request_id: Ok(value.request_id),
                    status: Ok(value.status),
                    title: Ok(value.title),
                    type_: Ok(value.type_),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct PullRequest {
            draft: ::std::result::Result<bool, ::std::string::String>,
            fork: ::std::result::Result<bool, ::std::string::String>,
            number: ::std::result::Result<u64, ::std::string::String>,
            source_branch: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            source_repository: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            target_branch: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            title: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for PullRequest {
            fn default() -> Self {
                Self {
                    draft: Err("no value supplied for draft".to_string()),
                    fork: Err("no value supplied for fork".to_string()),
                    number: Err("no value supplied for number".to_string()),
                    source_branch: Err(
                        "no value supplied for source_branch".to_string(),
                    ),
                    source_repository: Ok(Default::default()),
                    target_branch: Err(
                        "no value supplied for target_branch".to_string(),
                    ),
                    title: Err("no value supplied for title".to_string()),
                }
            }
        }
        impl PullRequest {
            pub fn draft<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.draft = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for draft: {e}")
                    });
                self
            }
            pub fn fork<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.fork = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for fork: {e}")
                    });
                self
            }
            pub fn number<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.number = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for number: {e}")
                    });
                self
            }
            pub fn source_branch<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.source_branch = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for source_branch: {e}")
                    });
                self
            }
            pub fn source_repository<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.source_repository = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for source_repository: {e}"
                        )
                    });
                self
            }
            pub fn target_branch<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.target_branch = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for target_branch: {e}")
                    });
                self
            }
            pub fn title<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.title = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for title: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<PullRequest> for super::PullRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: PullRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    draft: value.draft?,
                    fork: value.fork?,
                    number: value.number?,
                    source_branch: value.source_branch?,
                    source_repository: value.source_repository?,
                    target_branch: value.target_branch?,
                    title: value.title?,
                })
            }
        }
        impl ::std::convert::From<super::PullRequest> for PullRequest {
            fn from(value: super::PullRequest) -> Self {
                Self {
                    draft: Ok(value.draft),
                    fork: Ok(value.fork),
                    number: Ok(value.number),
                    source_branch: Ok(value.source_branch),
                    source_repository: Ok(value.source_repository),
                    target_branch: Ok(value.target_branch),
                    title: Ok(value.title),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Ref {
            kind: ::std::result::Result<super::RefKind, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for Ref {
            fn default() -> Self {
                Self {
                    kind: Err("no value supplied for kind".to_string()),
                    name: Err("no value supplied for name".to_string()),
                }
            }
        }
        impl Ref {
            pub fn kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::RefKind>,
                T::Error: ::std::fmt::Display,
            {
                self.kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kind: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Ref> for super::Ref {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Ref,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    kind: value.kind?,
                    name: value.name?,
                })
            }
        }
        impl ::std::convert::From<super::Ref> for Ref {
            fn from(value: super::Ref) -> Self {
                Self {
                    kind: Ok(value.kind),
                    name: Ok(value.name),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Repository {
            active: ::std::result::Result<bool, ::std::string::String>,
            api_url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            build_twice: ::std::result::Result<bool, ::std::string::String>,
            clone_url: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            default_branch: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            full_name: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            has_access_token: ::std::result::Result<bool, ::std::string::String>,
            id: ::std::result::Result<super::RepositoryId, ::std::string::String>,
            inaccessible: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            last_sync: ::std::result::Result<
                ::std::option::Option<super::LastSync>,
                ::std::string::String,
            >,
            owner: ::std::result::Result<::std::string::String, ::std::string::String>,
            previous_secrets_until: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            provider: ::std::result::Result<super::ProviderKind, ::std::string::String>,
            pull_request_builds: ::std::result::Result<
                super::PullRequestBuilds,
                ::std::string::String,
            >,
            repo: ::std::result::Result<::std::string::String, ::std::string::String>,
            through_app: ::std::result::Result<bool, ::std::string::String>,
            updated_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            webhook_secret: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Repository {
            fn default() -> Self {
                Self {
                    active: Err("no value supplied for active".to_string()),
                    api_url: Ok(Default::default()),
                    build_twice: Err("no value supplied for build_twice".to_string()),
                    clone_url: Err("no value supplied for clone_url".to_string()),
                    created_at: Err("no value supplied for created_at".to_string()),
                    default_branch: Err(
                        "no value supplied for default_branch".to_string(),
                    ),
                    full_name: Err("no value supplied for full_name".to_string()),
                    has_access_token: Err(
                        "no value supplied for has_access_token".to_string(),
                    ),
                    id: Err("no value supplied for id".to_string()),
                    inaccessible: Ok(Default::default()),
                    last_sync: Ok(Default::default()),
                    owner: Err("no value supplied for owner".to_string()),
                    previous_secrets_until: Ok(Default::default()),
                    provider: Err("no value supplied for provider".to_string()),
                    pull_request_builds: Err(
                        "no value supplied for pull_request_builds".to_string(),
                    ),
                    repo: Err("no value supplied for repo".to_string()),
                    through_app: Err("no value supplied for through_app".to_string()),
                    updated_at: Err("no value supplied for updated_at".to_string()),
                    webhook_secret: Ok(Default::default()),
                }
            }
        }
        impl Repository {
            pub fn active<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.active = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for active: {e}")
                    });
                self
            }
            pub fn api_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.api_url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for api_url: {e}")
                    });
                self
            }
            pub fn build_twice<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.build_twice = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for build_twice: {e}")
                    });
                self
            }
            pub fn clone_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.clone_url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for clone_url: {e}")
                    });
                self
            }
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn default_branch<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.default_branch = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for default_branch: {e}"
                        )
                    });
                self
            }
            pub fn full_name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.full_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for full_name: {e}")
                    });
                self
            }
            pub fn has_access_token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.has_access_token = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for has_access_token: {e}"
                        )
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::RepositoryId>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn inaccessible<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.inaccessible = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for inaccessible: {e}")
                    });
                self
            }
            pub fn last_sync<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::LastSync>>,
                T::Error: ::std::fmt::Display,
            {
                self.last_sync = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for last_sync: {e}")
                    });
                self
            }
            pub fn owner<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.owner = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for owner: {e}")
                    });
                self
            }
            pub fn previous_secrets_until<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.previous_secrets_until = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for previous_secrets_until: {e}"
                        )
                    });
                self
            }
            pub fn provider<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ProviderKind>,
                T::Error: ::std::fmt::Display,
            {
                self.provider = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for provider: {e}")
                    });
                self
            }
            pub fn pull_request_builds<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::PullRequestBuilds>,
                T::Error: ::std::fmt::Display,
            {
                self.pull_request_builds = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for pull_request_builds: {e}"
                        )
                    });
                self
            }
            pub fn repo<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.repo = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for repo: {e}")
                    });
                self
            }
            pub fn through_app<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.through_app = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for through_app: {e}")
                    });
                self
            }
            pub fn updated_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.updated_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for updated_at: {e}")
                    });
                self
            }
            pub fn webhook_secret<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.webhook_secret = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for webhook_secret: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Repository> for super::Repository {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Repository,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    active: value.active?,
                    api_url: value.api_url?,
                    build_twice: value.build_twice?,
                    clone_url: value.clone_url?,
                    created_at: value.created_at?,
                    default_branch: value.default_branch?,
                    full_name: value.full_name?,
                    has_access_token: value.has_access_token?,
                    id: value.id?,
                    inaccessible: value.inaccessible?,
                    last_sync: value.last_sync?,
                    owner: value.owner?,
                    previous_secrets_until: value.previous_secrets_until?,
                    provider: value.provider?,
                    pull_request_builds: value.pull_request_builds?,
                    repo: value.repo?,
                    through_app: value.through_app?,
                    updated_at: value.updated_at?,
                    webhook_secret: value.webhook_secret?,
                })
            }
        }
        impl ::std::convert::From<super::Repository> for Repository {
            fn from(value: super::Repository) -> Self {
                Self {
                    active: Ok(value.active),
                    api_url: Ok(value.api_url),
                    build_twice: Ok(value.build_twice),
                    clone_url: Ok(value.clone_url),
                    created_at: Ok(value.created_at),
                    default_branch: Ok(value.default_branch),
                    full_name: Ok(value.full_name),
                    has_access_token: Ok(value.has_access_token),
                    id: Ok(value.id),
                    inaccessible: Ok(value.inaccessible),
                    last_sync: Ok(value.last_sync),
                    owner: Ok(value.owner),
                    previous_secrets_until: Ok(value.previous_secrets_until),
                    provider: Ok(value.provider),
                    pull_request_builds: Ok(value.pull_request_builds),
                    repo: Ok(value.repo),
                    through_app: Ok(value.through_app),
                    updated_at: Ok(value.updated_at),
                    webhook_secret: Ok(value.webhook_secret),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RepositoryIn {
            access_token: ::std::result::Result<
                ::std::option::Option<super::RepositoryInAccessToken>,
                ::std::string::String,
            >,
            api_url: ::std::result::Result<
                ::std::option::Option<super::RepositoryInApiUrl>,
                ::std::string::String,
            >,
            build_twice: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            clone_url: ::std::result::Result<
                ::std::option::Option<super::RepositoryInCloneUrl>,
                ::std::string::String,
            >,
            default_branch: ::std::result::Result<
                ::std::option::Option<super::RepositoryInDefaultBranch>,
                ::std::string::String,
            >,
            owner: ::std::result::Result<
                super::RepositoryInOwner,
                ::std::string::String,
            >,
            provider: ::std::result::Result<super::ProviderKind, ::std::string::String>,
            pull_request_builds: ::std::result::Result<
                ::std::option::Option<super::PullRequestBuilds>,
                ::std::string::String,
            >,
            repo: ::std::result::Result<super::RepositoryInRepo, ::std::string::String>,
            webhook_secret: ::std::result::Result<
                ::std::option::Option<super::RepositoryInWebhookSecret>,
                ::std::string::String,
            >,
            webhook_signing_token: ::std::result::Result<
                ::std::option::Option<super::RepositoryInWebhookSigningToken>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for RepositoryIn {
            fn default() -> Self {
                Self {
                    access_token: Ok(Default::default()),
                    api_url: Ok(Default::default()),
                    build_twice: Ok(Default::default()),
                    clone_url: Ok(Default::default()),
                    default_branch: Ok(Default::default()),
                    owner: Err("no value supplied for owner".to_string()),
                    provider: Err("no value supplied for provider".to_string()),
                    pull_request_builds: Ok(Default::default()),
                    repo: Err("no value supplied for repo".to_string()),
                    webhook_secret: Ok(Default::default()),
                    webhook_signing_token: Ok(Default::default()),
                }
            }
        }
        impl RepositoryIn {
            pub fn access_token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::RepositoryInAccessToken>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.access_token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for access_token: {e}")
                    });
                self
            }
            pub fn api_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::RepositoryInApiUrl>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.api_url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for api_url: {e}")
                    });
                self
            }
            pub fn build_twice<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.build_twice = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for build_twice: {e}")
                    });
                self
            }
            pub fn clone_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::RepositoryInCloneUrl>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.clone_url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for clone_url: {e}")
                    });
                self
            }
            pub fn default_branch<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::RepositoryInDefaultBranch>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.default_branch = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for default_branch: {e}"
                        )
                    });
                self
            }
            pub fn owner<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::RepositoryInOwner>,
                T::Error: ::std::fmt::Display,
            {
                self.owner = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for owner: {e}")
                    });
                self
            }
            pub fn provider<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ProviderKind>,
                T::Error: ::std::fmt::Display,
            {
                self.provider = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for provider: {e}")
                    });
                self
            }
            pub fn pull_request_builds<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::PullRequestBuilds>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.pull_request_builds = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for pull_request_builds: {e}"
                        )
                    });
                self
            }
            pub fn repo<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::RepositoryInRepo>,
                T::Error: ::std::fmt::Display,
            {
                self.repo = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for repo: {e}")
                    });
                self
            }
            pub fn webhook_secret<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::RepositoryInWebhookSecret>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.webhook_secret = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for webhook_secret: {e}"
                        )
                    });
                self
            }
            pub fn webhook_signing_token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::RepositoryInWebhookSigningToken>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.webhook_signing_token = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for webhook_signing_token: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RepositoryIn> for super::RepositoryIn {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RepositoryIn,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    access_token: value.access_token?,
                    api_url: value.api_url?,
                    build_twice: value.build_twice?,
                    clone_url: value.clone_url?,
                    default_branch: value.default_branch?,
                    owner: value.owner?,
                    provider: value.provider?,
                    pull_request_builds: value.pull_request_builds?,
                    repo: value.repo?,
                    webhook_secret: value.webhook_secret?,
                    webhook_signing_token: value.webhook_signing_token?,
                })
            }
        }
        impl ::std::convert::From<super::RepositoryIn> for RepositoryIn {
            fn from(value: super::RepositoryIn) -> Self {
                Self {
                    access_token: Ok(value.access_token),
                    api_url: Ok(value.api_url),
                    build_twice: Ok(value.build_twice),
                    clone_url: Ok(value.clone_url),
                    default_branch: Ok(value.default_branch),
                    owner: Ok(value.owner),
                    provider: Ok(value.provider),
                    pull_request_builds: Ok(value.pull_request_builds),
                    repo: Ok(value.repo),
                    webhook_secret: Ok(value.webhook_secret),
                    webhook_signing_token: Ok(value.webhook_signing_token),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RepositoryPage {
            items: ::std::result::Result<
                ::std::vec::Vec<super::Repository>,
                ::std::string::String,
            >,
            next_page: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for RepositoryPage {
            fn default() -> Self {
                Self {
                    items: Err("no value supplied for items".to_string()),
                    next_page: Ok(Default::default()),
                }
            }
        }
        impl RepositoryPage {
            pub fn items<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Repository>>,
                T::Error: ::std::fmt::Display,
            {
                self.items = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for items: {e}")
                    });
                self
            }
            pub fn next_page<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_page: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RepositoryPage> for super::RepositoryPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RepositoryPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    items: value.items?,
                    next_page: value.next_page?,
                })
            }
        }
        impl ::std::convert::From<super::RepositoryPage> for RepositoryPage {
            fn from(value: super::RepositoryPage) -> Self {
                Self {
                    items: Ok(value.items),
                    next_page: Ok(value.next_page),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RepositorySync {
            branches: ::std::result::Result<u64, ::std::string::String>,
            first: ::std::result::Result<bool, ::std::string::String>,
            missed: ::std::result::Result<
                ::std::vec::Vec<super::MissedHead>,
                ::std::string::String,
            >,
            not_listed: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            pull_requests: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for RepositorySync {
            fn default() -> Self {
                Self {
                    branches: Err("no value supplied for branches".to_string()),
                    first: Err("no value supplied for first".to_string()),
                    missed: Err("no value supplied for missed".to_string()),
                    not_listed: Ok(Default::default()),
                    pull_requests: Ok(Default::default()),
                }
            }
        }
        impl RepositorySync {
            pub fn branches<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.branches = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for branches: {e}")
                    });
                self
            }
            pub fn first<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.first = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for first: {e}")
                    });
                self
            }
            pub fn missed<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::MissedHead>>,
                T::Error: ::std::fmt::Display,
            {
                self.missed = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for missed: {e}")
                    });
                self
            }
            pub fn not_listed<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.not_listed = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for not_listed: {e}")
                    });
                self
            }
            pub fn pull_requests<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.pull_requests = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for pull_requests: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RepositorySync> for super::RepositorySync {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RepositorySync,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    branches: value.branches?,
                    first: value.first?,
                    missed: value.missed?,
                    not_listed: value.not_listed?,
                    pull_requests: value.pull_requests?,
                })
            }
        }
        impl ::std::convert::From<super::RepositorySync> for RepositorySync {
            fn from(value: super::RepositorySync) -> Self {
                Self {
                    branches: Ok(value.branches),
                    first: Ok(value.first),
                    missed: Ok(value.missed),
                    not_listed: Ok(value.not_listed),
                    pull_requests: Ok(value.pull_requests),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RerunIn {
            failed_only: ::std::result::Result<bool, ::std::string::String>,
        }
        impl ::std::default::Default for RerunIn {
            fn default() -> Self {
                Self {
                    failed_only: Ok(Default::default()),
                }
            }
        }
        impl RerunIn {
            pub fn failed_only<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.failed_only = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for failed_only: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RerunIn> for super::RerunIn {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RerunIn,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    failed_only: value.failed_only?,
                })
            }
        }
        impl ::std::convert::From<super::RerunIn> for RerunIn {
            fn from(value: super::RerunIn) -> Self {
                Self {
                    failed_only: Ok(value.failed_only),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Runner {
            capacity: ::std::result::Result<u32, ::std::string::String>,
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            id: ::std::result::Result<super::RunnerId, ::std::string::String>,
            labels: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            last_seen_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            local: ::std::result::Result<bool, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            running: ::std::result::Result<
                ::std::vec::Vec<super::RunningJob>,
                ::std::string::String,
            >,
            status: ::std::result::Result<super::RunnerStatus, ::std::string::String>,
            token: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            version: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Runner {
            fn default() -> Self {
                Self {
                    capacity: Err("no value supplied for capacity".to_string()),
                    created_at: Err("no value supplied for created_at".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    labels: Err("no value supplied for labels".to_string()),
                    last_seen_at: Ok(Default::default()),
                    local: Err("no value supplied for local".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    running: Err("no value supplied for running".to_string()),
                    status: Err("no value supplied for status".to_string()),
                    token: Ok(Default::default()),
                    version: Ok(Default::default()),
                }
            }
        }
        impl Runner {
            pub fn capacity<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.capacity = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for capacity: {e}")
                    });
                self
            }
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::RunnerId>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn labels<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.labels = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for labels: {e}")
                    });
                self
            }
            pub fn last_seen_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.last_seen_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for last_seen_at: {e}")
                    });
                self
            }
            pub fn local<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.local = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for local: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn running<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::RunningJob>>,
                T::Error: ::std::fmt::Display,
            {
                self.running = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for running: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::RunnerStatus>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for token: {e}")
                    });
                self
            }
            pub fn version<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.version = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for version: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Runner> for super::Runner {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Runner,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    capacity: value.capacity?,
                    created_at: value.created_at?,
                    id: value.id?,
                    labels: value.labels?,
                    last_seen_at: value.last_seen_at?,
                    local: value.local?,
                    name: value.name?,
                    running: value.running?,
                    status: value.status?,
                    token: value.token?,
                    version: value.version?,
                })
            }
        }
        impl ::std::convert::From<super::Runner> for Runner {
            fn from(value: super::Runner) -> Self {
                Self {
                    capacity: Ok(value.capacity),
                    created_at: Ok(value.created_at),
                    id: Ok(value.id),
                    labels: Ok(value.labels),
                    last_seen_at: Ok(value.last_seen_at),
                    local: Ok(value.local),
                    name: Ok(value.name),
                    running: Ok(value.running),
                    status: Ok(value.status),
                    token: Ok(value.token),
                    version: Ok(value.version),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RunnerIn {
            labels: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            name: ::std::result::Result<super::RunnerInName, ::std::string::String>,
        }
        impl ::std::default::Default for RunnerIn {
            fn default() -> Self {
                Self {
                    labels: Ok(Default::default()),
                    name: Err("no value supplied for name".to_string()),
                }
            }
        }
        impl RunnerIn {
            pub fn labels<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.labels = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for labels: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::RunnerInName>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RunnerIn> for super::RunnerIn {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RunnerIn,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    labels: value.labels?,
                    name: value.name?,
                })
            }
        }
        impl ::std::convert::From<super::RunnerIn> for RunnerIn {
            fn from(value: super::RunnerIn) -> Self {
                Self {
                    labels: Ok(value.labels),
                    name: Ok(value.name),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RunnerPage {
            items: ::std::result::Result<
                ::std::vec::Vec<super::Runner>,
                ::std::string::String,
            >,
            next_page: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for RunnerPage {
            fn default() -> Self {
                Self {
                    items: Err("no value supplied for items".to_string()),
                    next_page: Ok(Default::default()),
                }
            }
        }
        impl RunnerPage {
            pub fn items<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Runner>>,
                T::Error: ::std::fmt::Display,
            {
                self.items = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for items: {e}")
                    });
                self
            }
            pub fn next_page<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_page: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RunnerPage> for super::RunnerPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RunnerPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    items: value.items?,
                    next_page: value.next_page?,
                })
            }
        }
        impl ::std::convert::From<super::RunnerPage> for RunnerPage {
            fn from(value: super::RunnerPage) -> Self {
                Self {
                    items: Ok(value.items),
                    next_page: Ok(value.next_page),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RunnerPatch {
            labels: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            name: ::std::result::Result<
                ::std::option::Option<super::RunnerPatchName>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for RunnerPatch {
            fn default() -> Self {
                Self {
                    labels: Ok(Default::default()),
                    name: Ok(Default::default()),
                }
            }
        }
        impl RunnerPatch {
            pub fn labels<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.labels = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for labels: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::RunnerPatchName>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RunnerPatch> for super::RunnerPatch {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RunnerPatch,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    labels: value.labels?,
                    name: value.name?,
                })
            }
        }
        impl ::std::convert::From<super::RunnerPatch> for RunnerPatch {
            fn from(value: super::RunnerPatch) -> Self {
                Self {
                    labels: Ok(value.labels),
                    name: Ok(value.name),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct RunningJob {
            build_id: ::std::result::Result<super::BuildId, ::std::string::String>,
            id: ::std::result::Result<super::JobId, ::std::string::String>,
            key: ::std::result::Result<::std::string::String, ::std::string::String>,
            started_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for RunningJob {
            fn default() -> Self {
                Self {
                    build_id: Err("no value supplied for build_id".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    key: Err("no value supplied for key".to_string()),
                    started_at: Ok(Default::default()),
                }
            }
        }
        impl RunningJob {
            pub fn build_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::BuildId>,
                T::Error: ::std::fmt::Display,
            {
                self.build_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for build_id: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JobId>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn key<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.key = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for key: {e}")
                    });
                self
            }
            pub fn started_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.started_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for started_at: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<RunningJob> for super::RunningJob {
            type Error = super::error::ConversionError;
            fn try_from(
                value: RunningJob,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    build_id: value.build_id?,
                    id: value.id?,
                    key: value.key?,
                    started_at: value.started_at?,
                })
            }
        }
        impl ::std::convert::From<super::RunningJob> for RunningJob {
            fn from(value: super::RunningJob) -> Self {
                Self {
                    build_id: Ok(value.build_id),
                    id: Ok(value.id),
                    key: Ok(value.key),
                    started_at: Ok(value.started_at),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Session {
            address: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            expires_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            id: ::std::result::Result<super::SessionId, ::std::string::String>,
            last_used_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            method: ::std::result::Result<super::SignInMethod, ::std::string::String>,
            user: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            user_agent: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            user_id: ::std::result::Result<super::UserId, ::std::string::String>,
        }
        impl ::std::default::Default for Session {
            fn default() -> Self {
                Self {
                    address: Ok(Default::default()),
                    created_at: Err("no value supplied for created_at".to_string()),
                    expires_at: Err("no value supplied for expires_at".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    last_used_at: Err("no value supplied for last_used_at".to_string()),
                    method: Err("no value supplied for method".to_string()),
                    user: Ok(Default::default()),
                    user_agent: Ok(Default::default()),
                    user_id: Err("no value supplied for user_id".to_string()),
                }
            }
        }
        impl Session {
            pub fn address<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.address = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for address: {e}")
                    });
                self
            }
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::SessionId>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn last_used_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.last_used_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for last_used_at: {e}")
                    });
                self
            }
            pub fn method<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::SignInMethod>,
                T::Error: ::std::fmt::Display,
            {
                self.method = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for method: {e}")
                    });
                self
            }
            pub fn user<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user: {e}")
                    });
                self
            }
            pub fn user_agent<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_agent = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_agent: {e}")
                    });
                self
            }
            pub fn user_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::UserId>,
                T::Error: ::std::fmt::Display,
            {
                self.user_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Session> for super::Session {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Session,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    address: value.address?,
                    created_at: value.created_at?,
                    expires_at: value.expires_at?,
                    id: value.id?,
                    last_used_at: value.last_used_at?,
                    method: value.method?,
                    user: value.user?,
                    user_agent: value.user_agent?,
                    user_id: value.user_id?,
                })
            }
        }
        impl ::std::convert::From<super::Session> for Session {
            fn from(value: super::Session) -> Self {
                Self {
                    address: Ok(value.address),
                    created_at: Ok(value.created_at),
                    expires_at: Ok(value.expires_at),
                    id: Ok(value.id),
                    last_used_at: Ok(value.last_used_at),
                    method: Ok(value.method),
                    user: Ok(value.user),
                    user_agent: Ok(value.user_agent),
                    user_id: Ok(value.user_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SessionIn {
            name: ::std::result::Result<super::SessionInName, ::std::string::String>,
            password: ::std::result::Result<
                super::SessionInPassword,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for SessionIn {
            fn default() -> Self {
                Self {
                    name: Err("no value supplied for name".to_string()),
                    password: Err("no value supplied for password".to_string()),
                }
            }
        }
        impl SessionIn {
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::SessionInName>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn password<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::SessionInPassword>,
                T::Error: ::std::fmt::Display,
            {
                self.password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for password: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<SessionIn> for super::SessionIn {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SessionIn,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    name: value.name?,
                    password: value.password?,
                })
            }
        }
        impl ::std::convert::From<super::SessionIn> for SessionIn {
            fn from(value: super::SessionIn) -> Self {
                Self {
                    name: Ok(value.name),
                    password: Ok(value.password),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SessionPage {
            items: ::std::result::Result<
                ::std::vec::Vec<super::Session>,
                ::std::string::String,
            >,
            next_page: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for SessionPage {
            fn default() -> Self {
                Self {
                    items: Err("no value supplied for items".to_string()),
                    next_page: Ok(Default::default()),
                }
            }
        }
        impl SessionPage {
            pub fn items<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Session>>,
                T::Error: ::std::fmt::Display,
            {
                self.items = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for items: {e}")
                    });
                self
            }
            pub fn next_page<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_page: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<SessionPage> for super::SessionPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SessionPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    items: value.items?,
                    next_page: value.next_page?,
                })
            }
        }
        impl ::std::convert::From<super::SessionPage> for SessionPage {
            fn from(value: super::SessionPage) -> Self {
                Self {
                    items: Ok(value.items),
                    next_page: Ok(value.next_page),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SignedInUser {
            csrf_token: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            id: ::std::result::Result<super::SessionId, ::std::string::String>,
            me: ::std::result::Result<super::Me, ::std::string::String>,
        }
        impl ::std::default::Default for SignedInUser {
            fn default() -> Self {
                Self {
                    csrf_token: Err("no value supplied for csrf_token".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    me: Err("no value supplied for me".to_string()),
                }
            }
        }
        impl SignedInUser {
            pub fn csrf_token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.csrf_token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for csrf_token: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::SessionId>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn me<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Me>,
                T::Error: ::std::fmt::Display,
            {
                self.me = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for me: {e}"));
                self
            }
        }
        impl ::std::convert::TryFrom<SignedInUser> for super::SignedInUser {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SignedInUser,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    csrf_token: value.csrf_token?,
                    id: value.id?,
                    me: value.me?,
                })
            }
        }
        impl ::std::convert::From<super::SignedInUser> for SignedInUser {
            fn from(value: super::SignedInUser) -> Self {
                Self {
                    csrf_token: Ok(value.csrf_token),
                    id: Ok(value.id),
                    me: Ok(value.me),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SourcePlace {
            line: ::std::result::Result<u32, ::std::string::String>,
            path: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for SourcePlace {
            fn default() -> Self {
                Self {
                    line: Err("no value supplied for line".to_string()),
                    path: Err("no value supplied for path".to_string()),
                }
            }
        }
        impl SourcePlace {
            pub fn line<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.line = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for line: {e}")
                    });
                self
            }
            pub fn path<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.path = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for path: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<SourcePlace> for super::SourcePlace {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SourcePlace,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    line: value.line?,
                    path: value.path?,
                })
            }
        }
        impl ::std::convert::From<super::SourcePlace> for SourcePlace {
            fn from(value: super::SourcePlace) -> Self {
                Self {
                    line: Ok(value.line),
                    path: Ok(value.path),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct StatusReport {
            attempts: ::std::result::Result<u32, ::std::string::String>,
            changed_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            context: ::std::result::Result<::std::string::String, ::std::string::String>,
            delivered_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            is_delivered: ::std::result::Result<bool, ::std::string::String>,
            last_error: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            next_try_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            state: ::std::result::Result<super::ReportState, ::std::string::String>,
        }
        impl ::std::default::Default for StatusReport {
            fn default() -> Self {
                Self {
                    attempts: Err("no value supplied for attempts".to_string()),
                    changed_at: Err("no value supplied for changed_at".to_string()),
                    context: Err("no value supplied for context".to_string()),
                    delivered_at: Ok(Default::default()),
                    is_delivered: Err("no value supplied for is_delivered".to_string()),
                    last_error: Ok(Default::default()),
                    next_try_at: Ok(Default::default()),
                    state: Err("no value supplied for state".to_string()),
                }
            }
        }
        impl StatusReport {
            pub fn attempts<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.attempts = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for attempts: {e}")
                    });
                self
            }
            pub fn changed_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.changed_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for changed_at: {e}")
                    });
                self
            }
            pub fn context<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.context = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for context: {e}")
                    });
                self
            }
            pub fn delivered_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.delivered_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for delivered_at: {e}")
                    });
                self
            }
            pub fn is_delivered<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.is_delivered = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for is_delivered: {e}")
                    });
                self
            }
            pub fn last_error<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.last_error = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for last_error: {e}")
                    });
                self
            }
            pub fn next_try_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.next_try_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_try_at: {e}")
                    });
                self
            }
            pub fn state<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ReportState>,
                T::Error: ::std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<StatusReport> for super::StatusReport {
            type Error = super::error::ConversionError;
            fn try_from(
                value: StatusReport,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    attempts: value.attempts?,
                    changed_at: value.changed_at?,
                    context: value.context?,
                    delivered_at: value.delivered_at?,
                    is_delivered: value.is_delivered?,
                    last_error: value.last_error?,
                    next_try_at: value.next_try_at?,
                    state: value.state?,
                })
            }
        }
        impl ::std::convert::From<super::StatusReport> for StatusReport {
            fn from(value: super::StatusReport) -> Self {
                Self {
                    attempts: Ok(value.attempts),
                    changed_at: Ok(value.changed_at),
                    context: Ok(value.context),
                    delivered_at: Ok(value.delivered_at),
                    is_delivered: Ok(value.is_delivered),
                    last_error: Ok(value.last_error),
                    next_try_at: Ok(value.next_try_at),
                    state: Ok(value.state),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Step {
            detail: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            duration_ms: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            exit_code: ::std::result::Result<
                ::std::option::Option<i32>,
                ::std::string::String,
            >,
            finished_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            index: ::std::result::Result<u32, ::std::string::String>,
            log_end: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            log_start: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            started_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            status: ::std::result::Result<super::StepStatus, ::std::string::String>,
            summary: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Step {
            fn default() -> Self {
                Self {
                    detail: Ok(Default::default()),
                    duration_ms: Ok(Default::default()),
                    exit_code: Ok(Default::default()),
                    finished_at: Ok(Default::default()),
                    index: Err("no value supplied for index".to_string()),
                    log_end: Ok(Default::default()),
                    log_start: Ok(Default::default()),
                    name: Err("no value supplied for name".to_string()),
                    started_at: Ok(Default::default()),
                    status: Err("no value supplied for status".to_string()),
                    summary: Ok(Default::default()),
                }
            }
        }
        impl Step {
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
            pub fn duration_ms<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.duration_ms = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for duration_ms: {e}")
                    });
                self
            }
            pub fn exit_code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i32>>,
                T::Error: ::std::fmt::Display,
            {
                self.exit_code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for exit_code: {e}")
                    });
                self
            }
            pub fn finished_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.finished_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for finished_at: {e}")
                    });
                self
            }
            pub fn index<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.index = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for index: {e}")
                    });
                self
            }
            pub fn log_end<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.log_end = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for log_end: {e}")
                    });
                self
            }
            pub fn log_start<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.log_start = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for log_start: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn started_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.started_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for started_at: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::StepStatus>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn summary<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.summary = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for summary: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Step> for super::Step {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Step,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    detail: value.detail?,
                    duration_ms: value.duration_ms?,
                    exit_code: value.exit_code?,
                    finished_at: value.finished_at?,
                    index: value.index?,
                    log_end: value.log_end?,
                    log_start: value.log_start?,
                    name: value.name?,
                    started_at: value.started_at?,
                    status: value.status?,
                    summary: value.summary?,
                })
            }
        }
        impl ::std::convert::From<super::Step> for Step {
            fn from(value: super::Step) -> Self {
                Self {
                    detail: Ok(value.detail),
                    duration_ms: Ok(value.duration_ms),
                    exit_code: Ok(value.exit_code),
                    finished_at: Ok(value.finished_at),
                    index: Ok(value.index),
                    log_end: Ok(value.log_end),
                    log_start: Ok(value.log_start),
                    name: Ok(value.name),
                    started_at: Ok(value.started_at),
                    status: Ok(value.status),
                    summary: Ok(value.summary),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct SystemInfo {
            database: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            git_protocols: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            public_url: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            started_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            version: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for SystemInfo {
            fn default() -> Self {
                Self {
                    database: Err("no value supplied for database".to_string()),
                    git_protocols: Err(
                        "no value supplied for git_protocols".to_string(),
                    ),
                    public_url: Err("no value supplied for public_url".to_string()),
                    started_at: Err("no value supplied for started_at".to_string()),
                    version: Err("no value supplied for version".to_string()),
                }
            }
        }
        impl SystemInfo {
            pub fn database<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.database = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for database: {e}")
                    });
                self
            }
            pub fn git_protocols<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.git_protocols = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for git_protocols: {e}")
                    });
                self
            }
            pub fn public_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.public_url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for public_url: {e}")
                    });
                self
            }
            pub fn started_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.started_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for started_at: {e}")
                    });
                self
            }
            pub fn version<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.version = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for version: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<SystemInfo> for super::SystemInfo {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SystemInfo,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    database: value.database?,
                    git_protocols: value.git_protocols?,
                    public_url: value.public_url?,
                    started_at: value.started_at?,
                    version: value.version?,
                })
            }
        }
        impl ::std::convert::From<super::SystemInfo> for SystemInfo {
            fn from(value: super::SystemInfo) -> Self {
                Self {
                    database: Ok(value.database),
                    git_protocols: Ok(value.git_protocols),
                    public_url: Ok(value.public_url),
                    started_at: Ok(value.started_at),
                    version: Ok(value.version),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TestEventIn {
            action: ::std::result::Result<
                ::std::option::Option<super::PullRequestAction>,
                ::std::string::String,
            >,
            branch: ::std::result::Result<
                ::std::option::Option<super::TestEventInBranch>,
                ::std::string::String,
            >,
            commit: ::std::result::Result<
                ::std::option::Option<super::TestEventInCommit>,
                ::std::string::String,
            >,
            draft: ::std::result::Result<bool, ::std::string::String>,
            event: ::std::result::Result<super::EventKind, ::std::string::String>,
            fork: ::std::result::Result<bool, ::std::string::String>,
            inputs: ::std::result::Result<
                ::std::collections::HashMap<
                    ::std::string::String,
                    ::std::string::String,
                >,
                ::std::string::String,
            >,
            number: ::std::result::Result<
                ::std::option::Option<::std::num::NonZeroU64>,
                ::std::string::String,
            >,
            tag: ::std::result::Result<
                ::std::option::Option<super::TestEventInTag>,
                ::std::string::String,
            >,
            target: ::std::result::Result<
                ::std::option::Option<super::TestEventInTarget>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for TestEventIn {
            fn default() -> Self {
                Self {
                    action: Ok(Default::default()),
                    branch: Ok(Default::default()),
                    commit: Ok(Default::default()),
                    draft: Ok(Default::default()),
                    event: Err("no value supplied for event".to_string()),
                    fork: Ok(Default::default()),
                    inputs: Ok(Default::default()),
                    number: Ok(Default::default()),
                    tag: Ok(Default::default()),
                    target: Ok(Default::default()),
                }
            }
        }
        impl TestEventIn {
            pub fn action<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::PullRequestAction>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.action = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for action: {e}")
                    });
                self
            }
            pub fn branch<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::TestEventInBranch>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.branch = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for branch: {e}")
                    });
                self
            }
            pub fn commit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::TestEventInCommit>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.commit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for commit: {e}")
                    });
                self
            }
            pub fn draft<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.draft = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for draft: {e}")
                    });
                self
            }
            pub fn event<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::EventKind>,
                T::Error: ::std::fmt::Display,
            {
                self.event = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for event: {e}")
                    });
                self
            }
            pub fn fork<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.fork = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for fork: {e}")
                    });
                self
            }
            pub fn inputs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::collections::HashMap<
                        ::std::string::String,
                        ::std::string::String,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.inputs = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for inputs: {e}")
                    });
                self
            }
            pub fn number<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::num::NonZeroU64>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.number = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for number: {e}")
                    });
                self
            }
            pub fn tag<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::TestEventInTag>>,
                T::Error: ::std::fmt::Display,
            {
                self.tag = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tag: {e}")
                    });
                self
            }
            pub fn target<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::TestEventInTarget>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.target = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for target: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TestEventIn> for super::TestEventIn {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TestEventIn,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    action: value.action?,
                    branch: value.branch?,
                    commit: value.commit?,
                    draft: value.draft?,
                    event: value.event?,
                    fork: value.fork?,
                    inputs: value.inputs?,
                    number: value.number?,
                    tag: value.tag?,
                    target: value.target?,
                })
            }
        }
        impl ::std::convert::From<super::TestEventIn> for TestEventIn {
            fn from(value: super::TestEventIn) -> Self {
                Self {
                    action: Ok(value.action),
                    branch: Ok(value.branch),
                    commit: Ok(value.commit),
                    draft: Ok(value.draft),
                    event: Ok(value.event),
                    fork: Ok(value.fork),
                    inputs: Ok(value.inputs),
                    number: Ok(value.number),
                    tag: Ok(value.tag),
                    target: Ok(value.target),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TestedEvent {
            build: ::std::result::Result<
                ::std::option::Option<super::PlannedBuild>,
                ::std::string::String,
            >,
            commit: ::std::result::Result<super::Commit, ::std::string::String>,
            decision: ::std::result::Result<super::EventDecision, ::std::string::String>,
            event: ::std::result::Result<super::EventKind, ::std::string::String>,
            pull_request: ::std::result::Result<
                ::std::option::Option<super::PullRequest>,
                ::std::string::String,
            >,
            ref_: ::std::result::Result<super::Ref, ::std::string::String>,
        }
        impl ::std::default::Default for TestedEvent {
            fn default() -> Self {
                Self {
                    build: Ok(Default::default()),
                    commit: Err("no value supplied for commit".to_string()),
                    decision: Err("no value supplied for decision".to_string()),
                    event: Err("no value supplied for event".to_string()),
                    pull_request: Ok(Default::default()),
                    ref_: Err("no value supplied for ref_".to_string()),
                }
            }
        }
        impl TestedEvent {
            pub fn build<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::PlannedBuild>>,
                T::Error: ::std::fmt::Display,
            {
                self.build = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for build: {e}")
                    });
                self
            }
            pub fn commit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Commit>,
                T::Error: ::std::fmt::Display,
            {
                self.commit = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for commit: {e}")
                    });
                self
            }
            pub fn decision<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::EventDecision>,
                T::Error: ::std::fmt::Display,
            {
                self.decision = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for decision: {e}")
                    });
                self
            }
            pub fn event<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::EventKind>,
                T::Error: ::std::fmt::Display,
            {
                self.event = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for event: {e}")
                    });
                self
            }
            pub fn pull_request<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::PullRequest>>,
                T::Error: ::std::fmt::Display,
            {
                self.pull_request = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for pull_request: {e}")
                    });
                self
            }
            pub fn ref_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Ref>,
                T::Error: ::std::fmt::Display,
            {
                self.ref_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for ref_: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TestedEvent> for super::TestedEvent {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TestedEvent,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    build: value.build?,
                    commit: value.commit?,
                    decision: value.decision?,
                    event: value.event?,
                    pull_request: value.pull_request?,
                    ref_: value.ref_?,
                })
            }
        }
        impl ::std::convert::From<super::TestedEvent> for TestedEvent {
            fn from(value: super::TestedEvent) -> Self {
                Self {
                    build: Ok(value.build),
                    commit: Ok(value.commit),
                    decision: Ok(value.decision),
                    event: Ok(value.event),
                    pull_request: Ok(value.pull_request),
                    ref_: Ok(value.ref_),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Token {
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            expires_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            id: ::std::result::Result<super::TokenId, ::std::string::String>,
            last_used_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            repositories: ::std::result::Result<
                ::std::vec::Vec<super::RepositoryId>,
                ::std::string::String,
            >,
            scopes: ::std::result::Result<
                ::std::vec::Vec<super::Scope>,
                ::std::string::String,
            >,
            token: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            user: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            user_id: ::std::result::Result<super::UserId, ::std::string::String>,
        }
        impl ::std::default::Default for Token {
            fn default() -> Self {
                Self {
                    created_at: Err("no value supplied for created_at".to_string()),
                    expires_at: Ok(Default::default()),
                    id: Err("no value supplied for id".to_string()),
                    last_used_at: Ok(Default::default()),
                    name: Err("no value supplied for name".to_string()),
                    repositories: Ok(Default::default()),
                    scopes: Err("no value supplied for scopes".to_string()),
                    token: Ok(Default::default()),
                    user: Ok(Default::default()),
                    user_id: Err("no value supplied for user_id".to_string()),
                }
            }
        }
        impl Token {
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn expires_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.expires_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for expires_at: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::TokenId>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn last_used_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.last_used_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for last_used_at: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn repositories<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::RepositoryId>>,
                T::Error: ::std::fmt::Display,
            {
                self.repositories = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for repositories: {e}")
                    });
                self
            }
            pub fn scopes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Scope>>,
                T::Error: ::std::fmt::Display,
            {
                self.scopes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for scopes: {e}")
                    });
                self
            }
            pub fn token<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.token = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for token: {e}")
                    });
                self
            }
            pub fn user<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.user = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user: {e}")
                    });
                self
            }
            pub fn user_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::UserId>,
                T::Error: ::std::fmt::Display,
            {
                self.user_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Token> for super::Token {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Token,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    created_at: value.created_at?,
                    expires_at: value.expires_at?,
                    id: value.id?,
                    last_used_at: value.last_used_at?,
                    name: value.name?,
                    repositories: value.repositories?,
                    scopes: value.scopes?,
                    token: value.token?,
                    user: value.user?,
                    user_id: value.user_id?,
                })
            }
        }
        impl ::std::convert::From<super::Token> for Token {
            fn from(value: super::Token) -> Self {
                Self {
                    created_at: Ok(value.created_at),
                    expires_at: Ok(value.expires_at),
                    id: Ok(value.id),
                    last_used_at: Ok(value.last_used_at),
                    name: Ok(value.name),
                    repositories: Ok(value.repositories),
                    scopes: Ok(value.scopes),
                    token: Ok(value.token),
                    user: Ok(value.user),
                    user_id: Ok(value.user_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TokenIn {
            expires_in_days: ::std::result::Result<
                ::std::option::Option<::std::num::NonZeroU32>,
                ::std::string::String,
            >,
            name: ::std::result::Result<super::TokenInName, ::std::string::String>,
            repositories: ::std::result::Result<
                ::std::vec::Vec<super::RepositoryId>,
                ::std::string::String,
            >,
            scopes: ::std::result::Result<
                ::std::vec::Vec<super::Scope>,
                ::std::string::String,
            >,
            user_id: ::std::result::Result<
                ::std::option::Option<super::UserId>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for TokenIn {
            fn default() -> Self {
                Self {
                    expires_in_days: Ok(Default::default()),
                    name: Err("no value supplied for name".to_string()),
                    repositories: Ok(Default::default()),
                    scopes: Err("no value supplied for scopes".to_string()),
                    user_id: Ok(Default::default()),
                }
            }
        }
        impl TokenIn {
            pub fn expires_in_days<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::num::NonZeroU32>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.expires_in_days = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for expires_in_days: {e}"
                        )
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::TokenInName>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn repositories<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::RepositoryId>>,
                T::Error: ::std::fmt::Display,
            {
                self.repositories = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for repositories: {e}")
                    });
                self
            }
            pub fn scopes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Scope>>,
                T::Error: ::std::fmt::Display,
            {
                self.scopes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for scopes: {e}")
                    });
                self
            }
            pub fn user_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::UserId>>,
                T::Error: ::std::fmt::Display,
            {
                self.user_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for user_id: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TokenIn> for super::TokenIn {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TokenIn,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    expires_in_days: value.expires_in_days?,
                    name: value.name?,
                    repositories: value.repositories?,
                    scopes: value.scopes?,
                    user_id: value.user_id?,
                })
            }
        }
        impl ::std::convert::From<super::TokenIn> for TokenIn {
            fn from(value: super::TokenIn) -> Self {
                Self {
                    expires_in_days: Ok(value.expires_in_days),
                    name: Ok(value.name),
                    repositories: Ok(value.repositories),
                    scopes: Ok(value.scopes),
                    user_id: Ok(value.user_id),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TokenPage {
            items: ::std::result::Result<
                ::std::vec::Vec<super::Token>,
                ::std::string::String,
            >,
            next_page: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for TokenPage {
            fn default() -> Self {
                Self {
                    items: Err("no value supplied for items".to_string()),
                    next_page: Ok(Default::default()),
                }
            }
        }
        impl TokenPage {
            pub fn items<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Token>>,
                T::Error: ::std::fmt::Display,
            {
                self.items = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for items: {e}")
                    });
                self
            }
            pub fn next_page<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_page: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TokenPage> for super::TokenPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TokenPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    items: value.items?,
                    next_page: value.next_page?,
                })
            }
        }
        impl ::std::convert::From<super::TokenPage> for TokenPage {
            fn from(value: super::TokenPage) -> Self {
                Self {
                    items: Ok(value.items),
                    next_page: Ok(value.next_page),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TokenRotation {
            expires_in_days: ::std::result::Result<
                ::std::option::Option<::std::num::NonZeroU32>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for TokenRotation {
            fn default() -> Self {
                Self {
                    expires_in_days: Ok(Default::default()),
                }
            }
        }
        impl TokenRotation {
            pub fn expires_in_days<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::num::NonZeroU32>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.expires_in_days = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for expires_in_days: {e}"
                        )
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TokenRotation> for super::TokenRotation {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TokenRotation,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    expires_in_days: value.expires_in_days?,
                })
            }
        }
        impl ::std::convert::From<super::TokenRotation> for TokenRotation {
            fn from(value: super::TokenRotation) -> Self {
                Self {
                    expires_in_days: Ok(value.expires_in_days),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct TriggerIn {
            branch: ::std::result::Result<
                ::std::option::Option<super::TriggerInBranch>,
                ::std::string::String,
            >,
            inputs: ::std::result::Result<
                ::std::collections::HashMap<
                    ::std::string::String,
                    ::std::string::String,
                >,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for TriggerIn {
            fn default() -> Self {
                Self {
                    branch: Ok(Default::default()),
                    inputs: Ok(Default::default()),
                }
            }
        }
        impl TriggerIn {
            pub fn branch<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::TriggerInBranch>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.branch = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for branch: {e}")
                    });
                self
            }
            pub fn inputs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::collections::HashMap<
                        ::std::string::String,
                        ::std::string::String,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.inputs = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for inputs: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TriggerIn> for super::TriggerIn {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TriggerIn,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    branch: value.branch?,
                    inputs: value.inputs?,
                })
            }
        }
        impl ::std::convert::From<super::TriggerIn> for TriggerIn {
            fn from(value: super::TriggerIn) -> Self {
                Self {
                    branch: Ok(value.branch),
                    inputs: Ok(value.inputs),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct User {
            active: ::std::result::Result<bool, ::std::string::String>,
            created_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            email: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            has_password: ::std::result::Result<bool, ::std::string::String>,
            id: ::std::result::Result<super::UserId, ::std::string::String>,
            kind: ::std::result::Result<super::UserKind, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            oidc_subject: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            role: ::std::result::Result<
                ::std::option::Option<super::Role>,
                ::std::string::String,
            >,
            updated_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for User {
            fn default() -> Self {
                Self {
                    active: Err("no value supplied for active".to_string()),
                    created_at: Err("no value supplied for created_at".to_string()),
                    email: Ok(Default::default()),
                    has_password: Err("no value supplied for has_password".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    kind: Err("no value supplied for kind".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    oidc_subject: Ok(Default::default()),
                    role: Ok(Default::default()),
                    updated_at: Err("no value supplied for updated_at".to_string()),
                }
            }
        }
        impl User {
            pub fn active<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.active = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for active: {e}")
                    });
                self
            }
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            pub fn email<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.email = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for email: {e}")
                    });
                self
            }
            pub fn has_password<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.has_password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for has_password: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::UserId>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::UserKind>,
                T::Error: ::std::fmt::Display,
            {
                self.kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kind: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn oidc_subject<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.oidc_subject = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for oidc_subject: {e}")
                    });
                self
            }
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Role>>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
            pub fn updated_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.updated_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for updated_at: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<User> for super::User {
            type Error = super::error::ConversionError;
            fn try_from(
                value: User,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    active: value.active?,
                    created_at: value.created_at?,
                    email: value.email?,
                    has_password: value.has_password?,
                    id: value.id?,
                    kind: value.kind?,
                    name: value.name?,
                    oidc_subject: value.oidc_subject?,
                    role: value.role?,
                    updated_at: value.updated_at?,
                })
            }
        }
        impl ::std::convert::From<super::User> for User {
            fn from(value: super::User) -> Self {
                Self {
                    active: Ok(value.active),
                    created_at: Ok(value.created_at),
                    email: Ok(value.email),
                    has_password: Ok(value.has_password),
                    id: Ok(value.id),
                    kind: Ok(value.kind),
                    name: Ok(value.name),
                    oidc_subject: Ok(value.oidc_subject),
                    role: Ok(value.role),
                    updated_at: Ok(value.updated_at),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct UserIn {
            email: ::std::result::Result<
                ::std::option::Option<super::UserInEmail>,
                ::std::string::String,
            >,
            kind: ::std::result::Result<
                ::std::option::Option<super::UserKind>,
                ::std::string::String,
            >,
            name: ::std::result::Result<super::UserInName, ::std::string::String>,
            role: ::std::result::Result<
                ::std::option::Option<super::Role>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for UserIn {
            fn default() -> Self {
                Self {
                    email: Ok(Default::default()),
                    kind: Ok(Default::default()),
                    name: Err("no value supplied for name".to_string()),
                    role: Ok(Default::default()),
                }
            }
        }
        impl UserIn {
            pub fn email<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::UserInEmail>>,
                T::Error: ::std::fmt::Display,
            {
                self.email = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for email: {e}")
                    });
                self
            }
            pub fn kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::UserKind>>,
                T::Error: ::std::fmt::Display,
            {
                self.kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kind: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::UserInName>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Role>>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<UserIn> for super::UserIn {
            type Error = super::error::ConversionError;
            fn try_from(
                value: UserIn,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    email: value.email?,
                    kind: value.kind?,
                    name: value.name?,
                    role: value.role?,
                })
            }
        }
        impl ::std::convert::From<super::UserIn> for UserIn {
            fn from(value: super::UserIn) -> Self {
                Self {
                    email: Ok(value.email),
                    kind: Ok(value.kind),
                    name: Ok(value.name),
                    role: Ok(value.role),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct UserPage {
            items: ::std::result::Result<
                ::std::vec::Vec<super::User>,
                ::std::string::String,
            >,
            next_page: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for UserPage {
            fn default() -> Self {
                Self {
                    items: Err("no value supplied for items".to_string()),
                    next_page: Ok(Default::default()),
                }
            }
        }
        impl UserPage {
            pub fn items<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::User>>,
                T::Error: ::std::fmt::Display,
            {
                self.items = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for items: {e}")
                    });
                self
            }
            pub fn next_page<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_page: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<UserPage> for super::UserPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: UserPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    items: value.items?,
                    next_page: value.next_page?,
                })
            }
        }
        impl ::std::convert::From<super::UserPage> for UserPage {
            fn from(value: super::UserPage) -> Self {
                Self {
                    items: Ok(value.items),
                    next_page: Ok(value.next_page),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct UserPatch {
            active: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            email: ::std::result::Result<
                ::std::option::Option<super::UserPatchEmail>,
                ::std::string::String,
            >,
            oidc_subject: ::std::result::Result<
                ::std::option::Option<super::UserPatchOidcSubject>,
                ::std::string::String,
            >,
            role: ::std::result::Result<
                ::std::option::Option<super::Role>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for UserPatch {
            fn default() -> Self {
                Self {
                    active: Ok(Default::default()),
                    email: Ok(Default::default()),
                    oidc_subject: Ok(Default::default()),
                    role: Ok(Default::default()),
                }
            }
        }
        impl UserPatch {
            pub fn active<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.active = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for active: {e}")
                    });
                self
            }
            pub fn email<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::UserPatchEmail>>,
                T::Error: ::std::fmt::Display,
            {
                self.email = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for email: {e}")
                    });
                self
            }
            pub fn oidc_subject<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<super::UserPatchOidcSubject>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.oidc_subject = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for oidc_subject: {e}")
                    });
                self
            }
            pub fn role<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Role>>,
                T::Error: ::std::fmt::Display,
            {
                self.role = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for role: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<UserPatch> for super::UserPatch {
            type Error = super::error::ConversionError;
            fn try_from(
                value: UserPatch,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    active: value.active?,
                    email: value.email?,
                    oidc_subject: value.oidc_subject?,
                    role: value.role?,
                })
            }
        }
        impl ::std::convert::From<super::UserPatch> for UserPatch {
            fn from(value: super::UserPatch) -> Self {
                Self {
                    active: Ok(value.active),
                    email: Ok(value.email),
                    oidc_subject: Ok(value.oidc_subject),
                    role: Ok(value.role),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct Waiting {
            detail: ::std::result::Result<::std::string::String, ::std::string::String>,
            reason: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for Waiting {
            fn default() -> Self {
                Self {
                    detail: Err("no value supplied for detail".to_string()),
                    reason: Err("no value supplied for reason".to_string()),
                }
            }
        }
        impl Waiting {
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
            pub fn reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.reason = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for reason: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Waiting> for super::Waiting {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Waiting,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    detail: value.detail?,
                    reason: value.reason?,
                })
            }
        }
        impl ::std::convert::From<super::Waiting> for Waiting {
            fn from(value: super::Waiting) -> Self {
                Self {
                    detail: Ok(value.detail),
                    reason: Ok(value.reason),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct WebhookEvent {
            action: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            attempts: ::std::result::Result<u32, ::std::string::String>,
            builds: ::std::result::Result<
                ::std::vec::Vec<super::BuildLink>,
                ::std::string::String,
            >,
            decision: ::std::result::Result<
                ::std::option::Option<super::EventDecision>,
                ::std::string::String,
            >,
            delivery_id: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            error: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            event: ::std::result::Result<::std::string::String, ::std::string::String>,
            handled_at: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            id: ::std::result::Result<super::WebhookEventId, ::std::string::String>,
            provider: ::std::result::Result<super::ProviderKind, ::std::string::String>,
            received_at: ::std::result::Result<
                ::chrono::DateTime<::chrono::offset::Utc>,
                ::std::string::String,
            >,
            redeliveries: ::std::result::Result<u32, ::std::string::String>,
            repository_id: ::std::result::Result<
                ::std::option::Option<super::RepositoryId>,
                ::std::string::String,
            >,
            size_bytes: ::std::result::Result<u64, ::std::string::String>,
            status: ::std::result::Result<
                super::WebhookEventStatus,
                ::std::string::String,
            >,
            summary: ::std::result::Result<super::EventSummary, ::std::string::String>,
        }
        impl ::std::default::Default for WebhookEvent {
            fn default() -> Self {
                Self {
                    action: Ok(Default::default()),
                    attempts: Err("no value supplied for attempts".to_string()),
                    builds: Ok(Default::default()),
                    decision: Ok(Default::default()),
                    delivery_id: Err("no value supplied for delivery_id".to_string()),
                    error: Ok(Default::default()),
                    event: Err("no value supplied for event".to_string()),
                    handled_at: Ok(Default::default()),
                    id: Err("no value supplied for id".to_string()),
                    provider: Err("no value supplied for provider".to_string()),
                    received_at: Err("no value supplied for received_at".to_string()),
                    redeliveries: Err("no value supplied for redeliveries".to_string()),
                    repository_id: Ok(Default::default()),
                    size_bytes: Err("no value supplied for size_bytes".to_string()),
                    status: Err("no value supplied for status".to_string()),
                    summary: Err("no value supplied for summary".to_string()),
                }
            }
        }
        impl WebhookEvent {
            pub fn action<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.action = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for action: {e}")
                    });
                self
            }
            pub fn attempts<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.attempts = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for attempts: {e}")
                    });
                self
            }
            pub fn builds<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::BuildLink>>,
                T::Error: ::std::fmt::Display,
            {
                self.builds = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for builds: {e}")
                    });
                self
            }
            pub fn decision<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::EventDecision>>,
                T::Error: ::std::fmt::Display,
            {
                self.decision = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for decision: {e}")
                    });
                self
            }
            pub fn delivery_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.delivery_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for delivery_id: {e}")
                    });
                self
            }
            pub fn error<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.error = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error: {e}")
                    });
                self
            }
            pub fn event<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.event = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for event: {e}")
                    });
                self
            }
            pub fn handled_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.handled_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for handled_at: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::WebhookEventId>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn provider<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ProviderKind>,
                T::Error: ::std::fmt::Display,
            {
                self.provider = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for provider: {e}")
                    });
                self
            }
            pub fn received_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
                T::Error: ::std::fmt::Display,
            {
                self.received_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for received_at: {e}")
                    });
                self
            }
            pub fn redeliveries<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u32>,
                T::Error: ::std::fmt::Display,
            {
                self.redeliveries = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for redeliveries: {e}")
                    });
                self
            }
            pub fn repository_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::RepositoryId>>,
                T::Error: ::std::fmt::Display,
            {
                self.repository_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for repository_id: {e}")
                    });
                self
            }
            pub fn size_bytes<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.size_bytes = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for size_bytes: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::WebhookEventStatus>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn summary<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::EventSummary>,
                T::Error: ::std::fmt::Display,
            {
                self.summary = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for summary: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<WebhookEvent> for super::WebhookEvent {
            type Error = super::error::ConversionError;
            fn try_from(
                value: WebhookEvent,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    action: value.action?,
                    attempts: value.attempts?,
                    builds: value.builds?,
                    decision: value.decision?,
                    delivery_id: value.delivery_id?,
                    error: value.error?,
                    event: value.event?,
                    handled_at: value.handled_at?,
                    id: value.id?,
                    provider: value.provider?,
                    received_at: value.received_at?,
                    redeliveries: value.redeliveries?,
                    repository_id: value.repository_id?,
                    size_bytes: value.size_bytes?,
                    status: value.status?,
                    summary: value.summary?,
                })
            }
        }
        impl ::std::convert::From<super::WebhookEvent> for WebhookEvent {
            fn from(value: super::WebhookEvent) -> Self {
                Self {
                    action: Ok(value.action),
                    attempts: Ok(value.attempts),
                    builds: Ok(value.builds),
                    decision: Ok(value.decision),
                    delivery_id: Ok(value.delivery_id),
                    error: Ok(value.error),
                    event: Ok(value.event),
                    handled_at: Ok(value.handled_at),
                    id: Ok(value.id),
                    provider: Ok(value.provider),
                    received_at: Ok(value.received_at),
                    redeliveries: Ok(value.redeliveries),
                    repository_id: Ok(value.repository_id),
                    size_bytes: Ok(value.size_bytes),
                    status: Ok(value.status),
                    summary: Ok(value.summary),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct WebhookEventPage {
            items: ::std::result::Result<
                ::std::vec::Vec<super::WebhookEvent>,
                ::std::string::String,
            >,
            next_page: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for WebhookEventPage {
            fn default() -> Self {
                Self {
                    items: Err("no value supplied for items".to_string()),
                    next_page: Ok(Default::default()),
                }
            }
        }
        impl WebhookEventPage {
            pub fn items<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::WebhookEvent>>,
                T::Error: ::std::fmt::Display,
            {
                self.items = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for items: {e}")
                    });
                self
            }
            pub fn next_page<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_page: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<WebhookEventPage> for super::WebhookEventPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: WebhookEventPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    items: value.items?,
                    next_page: value.next_page?,
                })
            }
        }
        impl ::std::convert::From<super::WebhookEventPage> for WebhookEventPage {
            fn from(value: super::WebhookEventPage) -> Self {
                Self {
                    items: Ok(value.items),
                    next_page: Ok(value.next_page),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct WebhookReceipt {
            duplicate: ::std::result::Result<bool, ::std::string::String>,
            id: ::std::result::Result<super::WebhookEventId, ::std::string::String>,
            status: ::std::result::Result<
                super::WebhookEventStatus,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for WebhookReceipt {
            fn default() -> Self {
                Self {
                    duplicate: Err("no value supplied for duplicate".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    status: Err("no value supplied for status".to_string()),
                }
            }
        }
        impl WebhookReceipt {
            pub fn duplicate<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.duplicate = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for duplicate: {e}")
                    });
                self
            }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::WebhookEventId>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::WebhookEventStatus>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<WebhookReceipt> for super::WebhookReceipt {
            type Error = super::error::ConversionError;
            fn try_from(
                value: WebhookReceipt,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    duplicate: value.duplicate?,
                    id: value.id?,
                    status: value.status?,
                })
            }
        }
        impl ::std::convert::From<super::WebhookReceipt> for WebhookReceipt {
            fn from(value: super::WebhookReceipt) -> Self {
                Self {
                    duplicate: Ok(value.duplicate),
                    id: Ok(value.id),
                    status: Ok(value.status),
                }
            }
        }
        #[derive(Clone, Debug)]
        pub struct WebhookUrl {
            app_url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            content_type: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            events: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            secret_hint: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            url: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        impl ::std::default::Default for WebhookUrl {
            fn default() -> Self {
                Self {
                    app_url: Ok(Default::default()),
                    content_type: Err("no value supplied for content_type".to_string()),
                    events: Err("no value supplied for events".to_string()),
                    secret_hint: Err("no value supplied for secret_hint".to_string()),
                    url: Err("no value supplied for url".to_string()),
                }
            }
        }
        impl WebhookUrl {
            pub fn app_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.app_url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for app_url: {e}")
                    });
                self
            }
            pub fn content_type<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.content_type = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for content_type: {e}")
                    });
                self
            }
            pub fn events<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.events = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for events: {e}")
                    });
                self
            }
            pub fn secret_hint<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.secret_hint = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for secret_hint: {e}")
                    });
                self
            }
            pub fn url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for url: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<WebhookUrl> for super::WebhookUrl {
            type Error = super::error::ConversionError;
            fn try_from(
                value: WebhookUrl,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    app_url: value.app_url?,
                    content_type: value.content_type?,
                    events: value.events?,
                    secret_hint: value.secret_hint?,
                    url: value.url?,
                })
            }
        }
        impl ::std::convert::From<super::WebhookUrl> for WebhookUrl {
            fn from(value: super::WebhookUrl) -> Self {
                Self {
                    app_url: Ok(value.app_url),
                    content_type: Ok(value.content_type),
                    events: Ok(value.events),
                    secret_hint: Ok(value.secret_hint),
                    url: Ok(value.url),
                }
            }
        }
    }
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
}
#[derive(Clone, Debug)]
/**Client for Oore

Everything that a person or a program can do with this server.

Every error is `application/problem+json` (RFC 9457) with a stable `code`. Every answer carries `X-Request-Id`, which also stands in the server's log. Lists come in pages: `limit` and `page_token` in, `items` and `next_page` out. Bodies are read strictly: unknown fields and wrong types are refused.

Version: 0.1.0*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
}
impl Client {
    /// Create a new client.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = ::std::time::Duration::from_secs(15u64);
            reqwest::ClientBuilder::new().connect_timeout(dur).timeout(dur)
        };
        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap())
    }
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(baseurl: &str, client: reqwest::Client) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
        }
    }
}
impl ClientInfo<()> for Client {
    fn api_version() -> &'static str {
        "0.1.0"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &() {
        &()
    }
}
impl ClientHooks<()> for &Client {}
impl Client {
    /**List webhook events

The newest first.

Requires the scope `repo:read` and the role `viewer`.

Sends a `GET` request to `/api/webhooks/events`

Arguments:
- `limit`: How many items the page may hold.
- `page_token`: The `next_page` of the page before; leave it out for the first page.
- `provider`: Only of this provider.
- `repo`: Only of this repository.
- `status`: Only in this state.
```ignore
let response = client.webhook_list()
    .limit(limit)
    .page_token(page_token)
    .provider(provider)
    .repo(repo)
    .status(status)
    .send()
    .await;
```*/
    pub fn webhook_list(&self) -> builder::WebhookList<'_> {
        builder::WebhookList::new(self)
    }
    /**Show a webhook event

With the rules that were looked at to decide it, and the builds that came of it.

Requires the scope `repo:read` and the role `viewer`.

Sends a `GET` request to `/api/webhooks/events/{id}`

Arguments:
- `id`: Identifies a webhook event.
```ignore
let response = client.webhook_show()
    .id(id)
    .send()
    .await;
```*/
    pub fn webhook_show(&self) -> builder::WebhookShow<'_> {
        builder::WebhookShow::new(self)
    }
    /**Decide a webhook event once more

By today's settings and rules, as if it had just arrived; the decision's trace begins with
that. The builds that came of it before stay.

Requires the scope `repo:write` and the role `maintainer`.

Sends a `POST` request to `/api/webhooks/events/{id}/replay`

Arguments:
- `id`: Identifies a webhook event.
```ignore
let response = client.webhook_replay()
    .id(id)
    .send()
    .await;
```*/
    pub fn webhook_replay(&self) -> builder::WebhookReplay<'_> {
        builder::WebhookReplay::new(self)
    }
    /**Download the payload of a webhook event

The body byte for byte as it was signed and sent.

Requires the scope `repo:read` and the role `viewer`.

Sends a `GET` request to `/api/webhooks/events/{id}/payload`

Arguments:
- `id`: Identifies a webhook event.
```ignore
let response = client.webhook_payload()
    .id(id)
    .send()
    .await;
```*/
    pub fn webhook_payload(&self) -> builder::WebhookPayload<'_> {
        builder::WebhookPayload::new(self)
    }
    /**List repositories

The newest first.

Requires the scope `repo:read` and the role `viewer`.

Sends a `GET` request to `/api/repositories`

Arguments:
- `limit`: How many items the page may hold.
- `page_token`: The `next_page` of the page before; leave it out for the first page.
- `provider`: Only of this provider.
- `q`: Only with this text in owner and name. For example `app`.
```ignore
let response = client.repo_list()
    .limit(limit)
    .page_token(page_token)
    .provider(provider)
    .q(q)
    .send()
    .await;
```*/
    pub fn repo_list(&self) -> builder::RepoList<'_> {
        builder::RepoList::new(self)
    }
    /**Register a repository

Its webhook is set up at the provider with what the operation `repo_webhook_url` answers.

Requires the scope `repo:write` and the role `maintainer`.

Sends a `POST` request to `/api/repositories`

```ignore
let response = client.repo_add()
    .body(body)
    .send()
    .await;
```*/
    pub fn repo_add(&self) -> builder::RepoAdd<'_> {
        builder::RepoAdd::new(self)
    }
    /**Show a repository

Where its commits come from, and what is built of it. Its secrets are never shown.

Requires the scope `repo:read` and the role `viewer`.

Sends a `GET` request to `/api/repositories/{id}`

Arguments:
- `id`: Identifies a repository.
```ignore
let response = client.repo_show()
    .id(id)
    .send()
    .await;
```*/
    pub fn repo_show(&self) -> builder::RepoShow<'_> {
        builder::RepoShow::new(self)
    }
    /**Change a repository

Fields that are left out stay as they are.

Requires the scope `repo:write` and the role `maintainer`.

Sends a `PUT` request to `/api/repositories/{id}`

Arguments:
- `id`: Identifies a repository.
- `body`
```ignore
let response = client.repo_update()
    .id(id)
    .body(body)
    .send()
    .await;
```*/
    pub fn repo_update(&self) -> builder::RepoUpdate<'_> {
        builder::RepoUpdate::new(self)
    }
    /**Remove a repository

Its builds and their logs go with it. What its webhook sent stays, and its build numbers are
not used again.

Requires the scope `repo:write` and the role `maintainer`.

Sends a `DELETE` request to `/api/repositories/{id}`

Arguments:
- `id`: Identifies a repository.
```ignore
let response = client.repo_remove()
    .id(id)
    .send()
    .await;
```*/
    pub fn repo_remove(&self) -> builder::RepoRemove<'_> {
        builder::RepoRemove::new(self)
    }
    /**Look for what no webhook told

Compares the repository's branches and open pull requests with what was seen last. What was
missed becomes an event of its own, `sync`, which is handled like any other. The server does
the same by itself again and again. The first look notes everything and builds nothing.

Requires the scope `build:run` and the role `developer`.

Sends a `POST` request to `/api/repositories/{id}/sync`

Arguments:
- `id`: Identifies a repository.
```ignore
let response = client.repo_sync()
    .id(id)
    .send()
    .await;
```*/
    pub fn repo_sync(&self) -> builder::RepoSync<'_> {
        builder::RepoSync::new(self)
    }
    /**Show how a repository's webhook is set up

What to enter at the provider, so that pushes arrive here.

Requires the scope `repo:read` and the role `viewer`.

Sends a `GET` request to `/api/repositories/{id}/webhook-url`

Arguments:
- `id`: Identifies a repository.
```ignore
let response = client.repo_webhook_url()
    .id(id)
    .send()
    .await;
```*/
    pub fn repo_webhook_url(&self) -> builder::RepoWebhookUrl<'_> {
        builder::RepoWebhookUrl::new(self)
    }
    /**List the members of a repository

The users that have a role in it, the newest first; those whose role is for the instance are
not listed.

Requires the scope `repo:read` and the role `viewer`.

Sends a `GET` request to `/api/repositories/{id}/members`

Arguments:
- `id`: Identifies a repository.
- `limit`: How many items the page may hold.
- `page_token`: The `next_page` of the page before; leave it out for the first page.
```ignore
let response = client.member_list()
    .id(id)
    .limit(limit)
    .page_token(page_token)
    .send()
    .await;
```*/
    pub fn member_list(&self) -> builder::MemberList<'_> {
        builder::MemberList::new(self)
    }
    /**Give a user a role in a repository

In place of the one that it has there. A role for the instance holds beside it; the higher
one counts.

Requires the scope `repo:write` and the role `admin`.

Sends a `PUT` request to `/api/repositories/{id}/members/{user_id}`

Arguments:
- `id`: Identifies a repository.
- `user_id`: Identifies a user: a person or a service account.
- `body`
```ignore
let response = client.member_set()
    .id(id)
    .user_id(user_id)
    .body(body)
    .send()
    .await;
```*/
    pub fn member_set(&self) -> builder::MemberSet<'_> {
        builder::MemberSet::new(self)
    }
    /**Take a user's role in a repository away

What the user may do by a role for the instance stays.

Requires the scope `repo:write` and the role `admin`.

Sends a `DELETE` request to `/api/repositories/{id}/members/{user_id}`

Arguments:
- `id`: Identifies a repository.
- `user_id`: Identifies a user: a person or a service account.
```ignore
let response = client.member_remove()
    .id(id)
    .user_id(user_id)
    .send()
    .await;
```*/
    pub fn member_remove(&self) -> builder::MemberRemove<'_> {
        builder::MemberRemove::new(self)
    }
    /**Show what would come of an event

Decided by the real rules with the repository's commits and today's settings. Nothing is
stored and nothing is started. A push is taken for a push of its newest commit alone.

Requires the scope `repo:read` and the role `viewer`.

Sends a `POST` request to `/api/repositories/{id}/test-event`

Arguments:
- `id`: Identifies a repository.
- `body`
```ignore
let response = client.repo_test_event()
    .id(id)
    .body(body)
    .send()
    .await;
```*/
    pub fn repo_test_event(&self) -> builder::RepoTestEvent<'_> {
        builder::RepoTestEvent::new(self)
    }
    /**List builds

The newest first, without their jobs.

Requires the scope `build:read` and the role `viewer`.

Sends a `GET` request to `/api/builds`

Arguments:
- `branch`: Only of this branch. For example `main`.
- `limit`: How many items the page may hold.
- `page_token`: The `next_page` of the page before; leave it out for the first page.
- `repo`: Only of this repository.
- `status`: Only in this state.
```ignore
let response = client.build_list()
    .branch(branch)
    .limit(limit)
    .page_token(page_token)
    .repo(repo)
    .status(status)
    .send()
    .await;
```*/
    pub fn build_list(&self) -> builder::BuildList<'_> {
        builder::BuildList::new(self)
    }
    /**Show a build

With its jobs and their steps; a job that has not begun says what it waits for.

Requires the scope `build:read` and the role `viewer`.

Sends a `GET` request to `/api/builds/{id}`

Arguments:
- `id`: Identifies a build.
```ignore
let response = client.build_show()
    .id(id)
    .send()
    .await;
```*/
    pub fn build_show(&self) -> builder::BuildShow<'_> {
        builder::BuildShow::new(self)
    }
    /**Follow a build

The state of the build and of each job now, then each change. After the build's end comes
an event `end`, and nothing more. Whoever connects again gets the states of that moment.

Requires the scope `build:read` and the role `viewer`.

Sends a `GET` request to `/api/builds/{id}/events`

Arguments:
- `id`: Identifies a build.
```ignore
let response = client.build_events()
    .id(id)
    .send()
    .await;
```*/
    pub fn build_events(&self) -> builder::BuildEvents<'_> {
        builder::BuildEvents::new(self)
    }
    /**Cancel a build

Jobs that wait are canceled at once; those that run are ended by their runners.

Requires the scope `build:run` and the role `developer`.

Sends a `POST` request to `/api/builds/{id}/cancel`

Arguments:
- `id`: Identifies a build.
```ignore
let response = client.build_cancel()
    .id(id)
    .send()
    .await;
```*/
    pub fn build_cancel(&self) -> builder::BuildCancel<'_> {
        builder::BuildCancel::new(self)
    }
    /**Build a branch

Of the branch's newest commit, if the pipeline file has `on.manual`. A file that is missing
or wrong makes a build too: a failed one that says why.

Requires the scope `build:run` and the role `developer`.

Sends a `POST` request to `/api/repositories/{id}/trigger`

Arguments:
- `id`: Identifies a repository.
- `idempotency_key`: A key of the caller's choice: the same request with the same key finds the first
one's build; another request with it is refused. For example `0b8f2f6e-deploy-7`.
- `body`
```ignore
let response = client.build_trigger()
    .id(id)
    .idempotency_key(idempotency_key)
    .body(body)
    .send()
    .await;
```*/
    pub fn build_trigger(&self) -> builder::BuildTrigger<'_> {
        builder::BuildTrigger::new(self)
    }
    /**Repeat a build

The same commit by the same plan, under a new number.

Requires the scope `build:run` and the role `developer`.

Sends a `POST` request to `/api/builds/{id}/rerun`

Arguments:
- `id`: Identifies a build.
- `idempotency_key`: A key of the caller's choice: the same request with the same key finds the first
one's build; another request with it is refused. For example `0b8f2f6e-deploy-7`.
- `body`
```ignore
let response = client.build_rerun()
    .id(id)
    .idempotency_key(idempotency_key)
    .body(body)
    .send()
    .await;
```*/
    pub fn build_rerun(&self) -> builder::BuildRerun<'_> {
        builder::BuildRerun::new(self)
    }
    /**Show a job

With its steps, its attempts, and what it waits for.

Requires the scope `build:read` and the role `viewer`.

Sends a `GET` request to `/api/jobs/{id}`

Arguments:
- `id`: Identifies a job.
```ignore
let response = client.job_show()
    .id(id)
    .send()
    .await;
```*/
    pub fn job_show(&self) -> builder::JobShow<'_> {
        builder::JobShow::new(self)
    }
    /**Download a job's log

The output byte for byte as the job wrote it, as far as it has arrived. The headers
`X-Log-End` and `X-Log-Complete` tell how long the log is now, and whether it has ended. A
job that was taken over from an earlier build has that build's log.

Requires the scope `build:read` and the role `viewer`.

Sends a `GET` request to `/api/jobs/{id}/log`

Arguments:
- `id`: Identifies a job.
- `attempt`: Which attempt, counted from 1; the newest when left out. For example `1`.
- `limit`: How many bytes are wanted at most. For example `65536`.
- `offset`: The first byte that is wanted. For example `4096`.
```ignore
let response = client.job_log()
    .id(id)
    .attempt(attempt)
    .limit(limit)
    .offset(offset)
    .send()
    .await;
```*/
    pub fn job_log(&self) -> builder::JobLog<'_> {
        builder::JobLog::new(self)
    }
    /**Follow a job's log

What is there, then what comes, until the attempt has ended; then an event `end` with the
attempt's status, and nothing more. A job that has not begun is waited for.

A stream tells of one attempt: the one asked for, else the newest, or the next one of a job
that is in the queue. When the job goes back to the queue because its runner was lost, the
stream ends with `job_status` `queued`; follow again for the next attempt. An event's id
(`attempt:end`) sent back as `Last-Event-ID` goes on behind that event.

Requires the scope `build:read` and the role `viewer`.

Sends a `GET` request to `/api/jobs/{id}/log/events`

Arguments:
- `id`: Identifies a job.
- `attempt`: Which attempt, counted from 1; the next one may be asked for before it begins. For example `1`.
- `offset`: The first byte that is wanted. For example `4096`.
- `last_event_id`: The id of the last event that was seen: goes before `attempt` and `offset`. For example `1:4096`.
```ignore
let response = client.job_log_events()
    .id(id)
    .attempt(attempt)
    .offset(offset)
    .last_event_id(last_event_id)
    .send()
    .await;
```*/
    pub fn job_log_events(&self) -> builder::JobLogEvents<'_> {
        builder::JobLogEvents::new(self)
    }
    /**Check a pipeline file

Says what a build of it would say: every mistake with its place and what to do about it.
Nothing is stored and nothing is run. `oore lint` checks the same without a server.

Requires the scope `build:read` and the role `viewer`.

Sends a `POST` request to `/api/pipelines/lint`

```ignore
let response = client.pipeline_lint()
    .body(body)
    .send()
    .await;
```*/
    pub fn pipeline_lint(&self) -> builder::PipelineLint<'_> {
        builder::PipelineLint::new(self)
    }
    /**List runners

The newest first.

Requires the scope `runner:admin` and the role `admin`.

Sends a `GET` request to `/api/runners`

Arguments:
- `limit`: How many items the page may hold.
- `page_token`: The `next_page` of the page before; leave it out for the first page.
```ignore
let response = client.runner_list()
    .limit(limit)
    .page_token(page_token)
    .send()
    .await;
```*/
    pub fn runner_list(&self) -> builder::RunnerList<'_> {
        builder::RunnerList::new(self)
    }
    /**Register a runner

The answer shows its token, once: `oored runner --server URL --token TOKEN` connects it.

Requires the scope `runner:admin` and the role `admin`.

Sends a `POST` request to `/api/runners`

```ignore
let response = client.runner_add()
    .body(body)
    .send()
    .await;
```*/
    pub fn runner_add(&self) -> builder::RunnerAdd<'_> {
        builder::RunnerAdd::new(self)
    }
    /**Show a runner

With the jobs that it has, and when it was heard of last.

Requires the scope `runner:admin` and the role `admin`.

Sends a `GET` request to `/api/runners/{id}`

Arguments:
- `id`: Identifies a runner.
```ignore
let response = client.runner_show()
    .id(id)
    .send()
    .await;
```*/
    pub fn runner_show(&self) -> builder::RunnerShow<'_> {
        builder::RunnerShow::new(self)
    }
    /**Change a runner

Fields that are left out stay as they are. Given labels take the place of those that were
given before; what the runner reports of its machine stays. The runner that the server
starts itself has its name and labels from the server.

Requires the scope `runner:admin` and the role `admin`.

Sends a `PUT` request to `/api/runners/{id}`

Arguments:
- `id`: Identifies a runner.
- `body`
```ignore
let response = client.runner_update()
    .id(id)
    .body(body)
    .send()
    .await;
```*/
    pub fn runner_update(&self) -> builder::RunnerUpdate<'_> {
        builder::RunnerUpdate::new(self)
    }
    /**Remove a runner

Its token opens nothing any more. A runner that has jobs can't be removed, nor can the one
that the server starts itself.

Requires the scope `runner:admin` and the role `admin`.

Sends a `DELETE` request to `/api/runners/{id}`

Arguments:
- `id`: Identifies a runner.
```ignore
let response = client.runner_remove()
    .id(id)
    .send()
    .await;
```*/
    pub fn runner_remove(&self) -> builder::RunnerRemove<'_> {
        builder::RunnerRemove::new(self)
    }
    /**Show who calls

The user behind the token or the session, and what they may do.

Requires a token or a session; any will do.

Sends a `GET` request to `/api/me`

```ignore
let response = client.me_show()
    .send()
    .await;
```*/
    pub fn me_show(&self) -> builder::MeShow<'_> {
        builder::MeShow::new(self)
    }
    /**List users

The newest first.

Requires the scope `admin` and the role `admin`.

Sends a `GET` request to `/api/users`

Arguments:
- `limit`: How many items the page may hold.
- `page_token`: The `next_page` of the page before; leave it out for the first page.
```ignore
let response = client.user_list()
    .limit(limit)
    .page_token(page_token)
    .send()
    .await;
```*/
    pub fn user_list(&self) -> builder::UserList<'_> {
        builder::UserList::new(self)
    }
    /**Add a user

A person or a service account. What it may do follows from its role for the instance, and
from its roles in single repositories, which `member_set` gives.

Requires the scope `admin` and the role `admin`.

Sends a `POST` request to `/api/users`

```ignore
let response = client.user_add()
    .body(body)
    .send()
    .await;
```*/
    pub fn user_add(&self) -> builder::UserAdd<'_> {
        builder::UserAdd::new(self)
    }
    /**Show a user

With its role for the instance.

Requires the scope `admin` and the role `admin`.

Sends a `GET` request to `/api/users/{id}`

Arguments:
- `id`: Identifies a user: a person or a service account.
```ignore
let response = client.user_show()
    .id(id)
    .send()
    .await;
```*/
    pub fn user_show(&self) -> builder::UserShow<'_> {
        builder::UserShow::new(self)
    }
    /**Change a user

Fields that are left out stay as they are. One who is made inactive is let in no more, with
whatever token, and their sessions end. The last admin of the instance stays one.

Requires the scope `admin` and the role `admin`.

Sends a `PUT` request to `/api/users/{id}`

Arguments:
- `id`: Identifies a user: a person or a service account.
- `body`
```ignore
let response = client.user_update()
    .id(id)
    .body(body)
    .send()
    .await;
```*/
    pub fn user_update(&self) -> builder::UserUpdate<'_> {
        builder::UserUpdate::new(self)
    }
    /**Remove a user

Its tokens open nothing any more, and its sessions end. What it did stays in the record. The last admin of the
instance can't be removed.

Requires the scope `admin` and the role `admin`.

Sends a `DELETE` request to `/api/users/{id}`

Arguments:
- `id`: Identifies a user: a person or a service account.
```ignore
let response = client.user_remove()
    .id(id)
    .send()
    .await;
```*/
    pub fn user_remove(&self) -> builder::UserRemove<'_> {
        builder::UserRemove::new(self)
    }
    /**List tokens

The caller's own, or those of all users for an admin; the newest first.

Requires the scope `admin` and the role `viewer`.

Sends a `GET` request to `/api/tokens`

Arguments:
- `limit`: How many items the page may hold.
- `page_token`: The `next_page` of the page before; leave it out for the first page.
- `user`: Only of this user.
```ignore
let response = client.token_list()
    .limit(limit)
    .page_token(page_token)
    .user(user)
    .send()
    .await;
```*/
    pub fn token_list(&self) -> builder::TokenList<'_> {
        builder::TokenList::new(self)
    }
    /**Make a token

The answer shows it, once. It allows no more than the token that makes it, and never more
than its user may do.

Requires the scope `admin` and the role `viewer`.

Sends a `POST` request to `/api/tokens`

```ignore
let response = client.token_create()
    .body(body)
    .send()
    .await;
```*/
    pub fn token_create(&self) -> builder::TokenCreate<'_> {
        builder::TokenCreate::new(self)
    }
    /**Replace a token

By another text with the same rights, which the answer shows, once. The text before opens
nothing any more.

Requires the scope `admin` and the role `viewer`.

Sends a `POST` request to `/api/tokens/{id}/rotate`

Arguments:
- `id`: Identifies an API or runner token.
- `body`
```ignore
let response = client.token_rotate()
    .id(id)
    .body(body)
    .send()
    .await;
```*/
    pub fn token_rotate(&self) -> builder::TokenRotate<'_> {
        builder::TokenRotate::new(self)
    }
    /**Revoke a token

It opens nothing any more. A token may revoke itself.

Requires a token or a session; any will do.

Sends a `DELETE` request to `/api/tokens/{id}`

Arguments:
- `id`: Identifies an API or runner token.
```ignore
let response = client.token_revoke()
    .id(id)
    .send()
    .await;
```*/
    pub fn token_revoke(&self) -> builder::TokenRevoke<'_> {
        builder::TokenRevoke::new(self)
    }
    /**List sessions

The caller's own that are open, or those of all users for an admin; the newest first.

Requires the scope `admin` and the role `viewer`.

Sends a `GET` request to `/api/sessions`

Arguments:
- `limit`: How many items the page may hold.
- `page_token`: The `next_page` of the page before; leave it out for the first page.
- `user`: Only of this user.
```ignore
let response = client.session_list()
    .limit(limit)
    .page_token(page_token)
    .user(user)
    .send()
    .await;
```*/
    pub fn session_list(&self) -> builder::SessionList<'_> {
        builder::SessionList::new(self)
    }
    /**Revoke a session

One's own, or anybody's for an admin: it is over at once.

Requires the scope `admin` and the role `viewer`.

Sends a `DELETE` request to `/api/sessions/{id}`

Arguments:
- `id`: Identifies a session of a browser.
```ignore
let response = client.session_revoke()
    .id(id)
    .send()
    .await;
```*/
    pub fn session_revoke(&self) -> builder::SessionRevoke<'_> {
        builder::SessionRevoke::new(self)
    }
    /**Set a password

A person sets their own, and shows the old one; an admin sets that of others. The user's
sessions end, all of them; its tokens stay.

Requires the scope `admin` and the role `viewer`.

Sends a `PUT` request to `/api/users/{id}/password`

Arguments:
- `id`: Identifies a user: a person or a service account.
- `body`
```ignore
let response = client.user_set_password()
    .id(id)
    .body(body)
    .send()
    .await;
```*/
    pub fn user_set_password(&self) -> builder::UserSetPassword<'_> {
        builder::UserSetPassword::new(self)
    }
    /**List what was done

Who did what to what, and from where; the newest first. Who is an admin of single
repositories sees what was done there.

Requires the scope `audit:read` and the role `admin`.

Sends a `GET` request to `/api/audit`

Arguments:
- `actor`: Only by the user of this name.
- `limit`: How many items the page may hold.
- `operation`: Only of this operation.
- `page_token`: The `next_page` of the page before; leave it out for the first page.
- `repo`: Only of this repository.
- `since`: Only from then on.
- `target`: Only of the thing with this id.
- `until`: Only before then.
```ignore
let response = client.audit_list()
    .actor(actor)
    .limit(limit)
    .operation(operation)
    .page_token(page_token)
    .repo(repo)
    .since(since)
    .target(target)
    .until(until)
    .send()
    .await;
```*/
    pub fn audit_list(&self) -> builder::AuditList<'_> {
        builder::AuditList::new(self)
    }
    /**List the server's actors

With their states, their mailboxes and their last failures.

Requires the scope `admin` and the role `admin`.

Sends a `GET` request to `/api/system/actors`

```ignore
let response = client.system_actors()
    .send()
    .await;
```*/
    pub fn system_actors(&self) -> builder::SystemActors<'_> {
        builder::SystemActors::new(self)
    }
    /**Show what the server is

Its version, its database, the address that others reach it at, and since when it runs.

Requires the scope `admin` and the role `admin`.

Sends a `GET` request to `/api/system/info`

```ignore
let response = client.system_info()
    .send()
    .await;
```*/
    pub fn system_info(&self) -> builder::SystemInfo<'_> {
        builder::SystemInfo::new(self)
    }
    /**Show figures for Prometheus

How much waits, and for how long the oldest of it has been waiting: webhook events to be
decided, jobs to be given to a runner, states of commits that a provider is to be told. And
how many sign-ins there were since the server started.

Requires the scope `build:read` and the role `viewer`.

Sends a `GET` request to `/metrics`

```ignore
let response = client.metrics()
    .send()
    .await;
```*/
    pub fn metrics(&self) -> builder::Metrics<'_> {
        builder::Metrics::new(self)
    }
    /**Is the server alive?

It answers as long as the process can answer at all.

Public: takes no token.

Sends a `GET` request to `/api/health/live`

```ignore
let response = client.health_live()
    .send()
    .await;
```*/
    pub fn health_live(&self) -> builder::HealthLive<'_> {
        builder::HealthLive::new(self)
    }
    /**Is the server ready for work?

It is when the database answers and can be written.

Public: takes no token.

Sends a `GET` request to `/api/health/ready`

```ignore
let response = client.health_ready()
    .send()
    .await;
```*/
    pub fn health_ready(&self) -> builder::HealthReady<'_> {
        builder::HealthReady::new(self)
    }
}
/// Types for composing operation parameters.
#[allow(clippy::all)]
pub mod builder {
    use super::types;
    #[allow(unused_imports)]
    use super::{
        encode_path, ByteStream, ClientInfo, ClientHooks, Error, OperationInfo,
        RequestBuilderExt, ResponseValue,
    };
    /**Builder for [`Client::webhook_list`]

[`Client::webhook_list`]: super::Client::webhook_list*/
    #[derive(Debug, Clone)]
    pub struct WebhookList<'a> {
        client: &'a super::Client,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
        page_token: Result<Option<::std::string::String>, String>,
        provider: Result<Option<types::ProviderKind>, String>,
        repo: Result<Option<types::RepositoryId>, String>,
        status: Result<Option<types::WebhookEventStatus>, String>,
    }
    impl<'a> WebhookList<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                limit: Ok(None),
                page_token: Ok(None),
                provider: Ok(None),
                repo: Ok(None),
                status: Ok(None),
            }
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        pub fn page_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.page_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for page_token failed"
                        .to_string()
                });
            self
        }
        pub fn provider<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ProviderKind>,
        {
            self.provider = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `ProviderKind` for provider failed".to_string()
                });
            self
        }
        pub fn repo<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RepositoryId>,
        {
            self.repo = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `RepositoryId` for repo failed".to_string());
            self
        }
        pub fn status<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::WebhookEventStatus>,
        {
            self.status = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `WebhookEventStatus` for status failed".to_string()
                });
            self
        }
        ///Sends a `GET` request to `/api/webhooks/events`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::WebhookEventPage>, Error<types::Problem>> {
            let Self { client, limit, page_token, provider, repo, status } = self;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let page_token = page_token.map_err(Error::InvalidRequest)?;
            let provider = provider.map_err(Error::InvalidRequest)?;
            let repo = repo.map_err(Error::InvalidRequest)?;
            let status = status.map_err(Error::InvalidRequest)?;
            let url = format!("{}/api/webhooks/events", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("page_token", &page_token))
                .query(&progenitor_client::QueryParam::new("provider", &provider))
                .query(&progenitor_client::QueryParam::new("repo", &repo))
                .query(&progenitor_client::QueryParam::new("status", &status))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "webhook_list",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
        ///Streams `GET` requests to `/api/webhooks/events`
        pub fn stream(
            self,
        ) -> impl futures_util::Stream<
            Item = Result<types::WebhookEvent, Error<types::Problem>>,
        > + Unpin + 'a {
            use ::futures_util::StreamExt;
            use ::futures_util::TryFutureExt;
            use ::futures_util::TryStreamExt;
            let next = Self {
                page_token: Ok(None),
                provider: Ok(None),
                repo: Ok(None),
                status: Ok(None),
                ..self.clone()
            };
            self.send()
                .map_ok(move |page| {
                    let page = page.into_inner();
                    let first = futures_util::stream::iter(page.items).map(Ok);
                    let rest = futures_util::stream::try_unfold(
                            (page.next_page, next),
                            |(next_page, next)| async {
                                if next_page.is_none() {
                                    Ok(None)
                                } else {
                                    Self {
                                        page_token: Ok(next_page),
                                        ..next.clone()
                                    }
                                        .send()
                                        .map_ok(|page| {
                                            let page = page.into_inner();
                                            Some((
                                                futures_util::stream::iter(page.items).map(Ok),
                                                (page.next_page, next),
                                            ))
                                        })
                                        .await
                                }
                            },
                        )
                        .try_flatten();
                    first.chain(rest)
                })
                .try_flatten_stream()
                .boxed()
        }
    }
    /**Builder for [`Client::webhook_show`]

[`Client::webhook_show`]: super::Client::webhook_show*/
    #[derive(Debug, Clone)]
    pub struct WebhookShow<'a> {
        client: &'a super::Client,
        id: Result<types::WebhookEventId, String>,
    }
    impl<'a> WebhookShow<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::WebhookEventId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `WebhookEventId` for id failed".to_string());
            self
        }
        ///Sends a `GET` request to `/api/webhooks/events/{id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::WebhookEvent>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/webhooks/events/{}", client.baseurl, encode_path(& id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "webhook_show",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::webhook_replay`]

[`Client::webhook_replay`]: super::Client::webhook_replay*/
    #[derive(Debug, Clone)]
    pub struct WebhookReplay<'a> {
        client: &'a super::Client,
        id: Result<types::WebhookEventId, String>,
    }
    impl<'a> WebhookReplay<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::WebhookEventId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `WebhookEventId` for id failed".to_string());
            self
        }
        ///Sends a `POST` request to `/api/webhooks/events/{id}/replay`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::WebhookEvent>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/webhooks/events/{}/replay", client.baseurl, encode_path(& id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "webhook_replay",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                202u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::webhook_payload`]

[`Client::webhook_payload`]: super::Client::webhook_payload*/
    #[derive(Debug, Clone)]
    pub struct WebhookPayload<'a> {
        client: &'a super::Client,
        id: Result<types::WebhookEventId, String>,
    }
    impl<'a> WebhookPayload<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::WebhookEventId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `WebhookEventId` for id failed".to_string());
            self
        }
        ///Sends a `GET` request to `/api/webhooks/events/{id}/payload`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<ByteStream>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/webhooks/events/{}/payload", client.baseurl, encode_path(& id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client.client.get(url).headers(header_map).build()?;
            let info = OperationInfo {
                operation_id: "webhook_payload",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::repo_list`]

[`Client::repo_list`]: super::Client::repo_list*/
    #[derive(Debug, Clone)]
    pub struct RepoList<'a> {
        client: &'a super::Client,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
        page_token: Result<Option<::std::string::String>, String>,
        provider: Result<Option<types::ProviderKind>, String>,
        q: Result<Option<types::RepoListQ>, String>,
    }
    impl<'a> RepoList<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                limit: Ok(None),
                page_token: Ok(None),
                provider: Ok(None),
                q: Ok(None),
            }
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        pub fn page_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.page_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for page_token failed"
                        .to_string()
                });
            self
        }
        pub fn provider<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ProviderKind>,
        {
            self.provider = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `ProviderKind` for provider failed".to_string()
                });
            self
        }
        pub fn q<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RepoListQ>,
        {
            self.q = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `RepoListQ` for q failed".to_string());
            self
        }
        ///Sends a `GET` request to `/api/repositories`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::RepositoryPage>, Error<types::Problem>> {
            let Self { client, limit, page_token, provider, q } = self;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let page_token = page_token.map_err(Error::InvalidRequest)?;
            let provider = provider.map_err(Error::InvalidRequest)?;
            let q = q.map_err(Error::InvalidRequest)?;
            let url = format!("{}/api/repositories", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("page_token", &page_token))
                .query(&progenitor_client::QueryParam::new("provider", &provider))
                .query(&progenitor_client::QueryParam::new("q", &q))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "repo_list",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
        ///Streams `GET` requests to `/api/repositories`
        pub fn stream(
            self,
        ) -> impl futures_util::Stream<
            Item = Result<types::Repository, Error<types::Problem>>,
        > + Unpin + 'a {
            use ::futures_util::StreamExt;
            use ::futures_util::TryFutureExt;
            use ::futures_util::TryStreamExt;
            let next = Self {
                page_token: Ok(None),
                provider: Ok(None),
                q: Ok(None),
                ..self.clone()
            };
            self.send()
                .map_ok(move |page| {
                    let page = page.into_inner();
                    let first = futures_util::stream::iter(page.items).map(Ok);
                    let rest = futures_util::stream::try_unfold(
                            (page.next_page, next),
                            |(next_page, next)| async {
                                if next_page.is_none() {
                                    Ok(None)
                                } else {
                                    Self {
                                        page_token: Ok(next_page),
                                        ..next.clone()
                                    }
                                        .send()
                                        .map_ok(|page| {
                                            let page = page.into_inner();
                                            Some((
                                                futures_util::stream::iter(page.items).map(Ok),
                                                (page.next_page, next),
                                            ))
                                        })
                                        .await
                                }
                            },
                        )
                        .try_flatten();
                    first.chain(rest)
                })
                .try_flatten_stream()
                .boxed()
        }
    }
    /**Builder for [`Client::repo_add`]

[`Client::repo_add`]: super::Client::repo_add*/
    #[derive(Debug, Clone)]
    pub struct RepoAdd<'a> {
        client: &'a super::Client,
        body: Result<types::builder::RepositoryIn, String>,
    }
    impl<'a> RepoAdd<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RepositoryIn>,
            <V as std::convert::TryInto<types::RepositoryIn>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `RepositoryIn` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::RepositoryIn,
            ) -> types::builder::RepositoryIn,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/api/repositories`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Repository>, Error<types::Problem>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::RepositoryIn::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/api/repositories", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "repo_add",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                408u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::repo_show`]

[`Client::repo_show`]: super::Client::repo_show*/
    #[derive(Debug, Clone)]
    pub struct RepoShow<'a> {
        client: &'a super::Client,
        id: Result<types::RepositoryId, String>,
    }
    impl<'a> RepoShow<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RepositoryId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `RepositoryId` for id failed".to_string());
            self
        }
        ///Sends a `GET` request to `/api/repositories/{id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Repository>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/repositories/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "repo_show",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::repo_update`]

[`Client::repo_update`]: super::Client::repo_update*/
    #[derive(Debug, Clone)]
    pub struct RepoUpdate<'a> {
        client: &'a super::Client,
        id: Result<types::RepositoryId, String>,
        body: Result<crate::patch::RepositoryPatch, String>,
    }
    impl<'a> RepoUpdate<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                body: Err("body was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RepositoryId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `RepositoryId` for id failed".to_string());
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::patch::RepositoryPatch>,
        {
            self.body = value
                .try_into()
                .map_err(|_| {
                    "conversion to `crate :: patch :: RepositoryPatch` for body failed"
                        .to_string()
                });
            self
        }
        ///Sends a `PUT` request to `/api/repositories/{id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Repository>, Error<types::Problem>> {
            let Self { client, id, body } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let body = body.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/repositories/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .put(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "repo_update",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                408u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::repo_remove`]

[`Client::repo_remove`]: super::Client::repo_remove*/
    #[derive(Debug, Clone)]
    pub struct RepoRemove<'a> {
        client: &'a super::Client,
        id: Result<types::RepositoryId, String>,
    }
    impl<'a> RepoRemove<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RepositoryId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `RepositoryId` for id failed".to_string());
            self
        }
        ///Sends a `DELETE` request to `/api/repositories/{id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/repositories/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "repo_remove",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::repo_sync`]

[`Client::repo_sync`]: super::Client::repo_sync*/
    #[derive(Debug, Clone)]
    pub struct RepoSync<'a> {
        client: &'a super::Client,
        id: Result<types::RepositoryId, String>,
    }
    impl<'a> RepoSync<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RepositoryId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `RepositoryId` for id failed".to_string());
            self
        }
        ///Sends a `POST` request to `/api/repositories/{id}/sync`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::RepositorySync>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/repositories/{}/sync", client.baseurl, encode_path(& id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "repo_sync",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::repo_webhook_url`]

[`Client::repo_webhook_url`]: super::Client::repo_webhook_url*/
    #[derive(Debug, Clone)]
    pub struct RepoWebhookUrl<'a> {
        client: &'a super::Client,
        id: Result<types::RepositoryId, String>,
    }
    impl<'a> RepoWebhookUrl<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RepositoryId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `RepositoryId` for id failed".to_string());
            self
        }
        ///Sends a `GET` request to `/api/repositories/{id}/webhook-url`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::WebhookUrl>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/repositories/{}/webhook-url", client.baseurl, encode_path(& id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "repo_webhook_url",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::member_list`]

[`Client::member_list`]: super::Client::member_list*/
    #[derive(Debug, Clone)]
    pub struct MemberList<'a> {
        client: &'a super::Client,
        id: Result<types::RepositoryId, String>,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
        page_token: Result<Option<::std::string::String>, String>,
    }
    impl<'a> MemberList<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                limit: Ok(None),
                page_token: Ok(None),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RepositoryId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `RepositoryId` for id failed".to_string());
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        pub fn page_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.page_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for page_token failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/api/repositories/{id}/members`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::MemberPage>, Error<types::Problem>> {
            let Self { client, id, limit, page_token } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let page_token = page_token.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/repositories/{}/members", client.baseurl, encode_path(& id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("page_token", &page_token))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "member_list",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
        ///Streams `GET` requests to `/api/repositories/{id}/members`
        pub fn stream(
            self,
        ) -> impl futures_util::Stream<
            Item = Result<types::Member, Error<types::Problem>>,
        > + Unpin + 'a {
            use ::futures_util::StreamExt;
            use ::futures_util::TryFutureExt;
            use ::futures_util::TryStreamExt;
            let next = Self {
                page_token: Ok(None),
                ..self.clone()
            };
            self.send()
                .map_ok(move |page| {
                    let page = page.into_inner();
                    let first = futures_util::stream::iter(page.items).map(Ok);
                    let rest = futures_util::stream::try_unfold(
                            (page.next_page, next),
                            |(next_page, next)| async {
                                if next_page.is_none() {
                                    Ok(None)
                                } else {
                                    Self {
                                        page_token: Ok(next_page),
                                        ..next.clone()
                                    }
                                        .send()
                                        .map_ok(|page| {
                                            let page = page.into_inner();
                                            Some((
                                                futures_util::stream::iter(page.items).map(Ok),
                                                (page.next_page, next),
                                            ))
                                        })
                                        .await
                                }
                            },
                        )
                        .try_flatten();
                    first.chain(rest)
                })
                .try_flatten_stream()
                .boxed()
        }
    }
    /**Builder for [`Client::member_set`]

[`Client::member_set`]: super::Client::member_set*/
    #[derive(Debug, Clone)]
    pub struct MemberSet<'a> {
        client: &'a super::Client,
        id: Result<types::RepositoryId, String>,
        user_id: Result<types::UserId, String>,
        body: Result<types::builder::MemberIn, String>,
    }
    impl<'a> MemberSet<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                user_id: Err("user_id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RepositoryId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `RepositoryId` for id failed".to_string());
            self
        }
        pub fn user_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::UserId>,
        {
            self.user_id = value
                .try_into()
                .map_err(|_| "conversion to `UserId` for user_id failed".to_string());
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::MemberIn>,
            <V as std::convert::TryInto<types::MemberIn>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `MemberIn` for body failed: {}", s));
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::MemberIn) -> types::builder::MemberIn,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `PUT` request to `/api/repositories/{id}/members/{user_id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Member>, Error<types::Problem>> {
            let Self { client, id, user_id, body } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let user_id = user_id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::MemberIn::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/repositories/{}/members/{}", client.baseurl, encode_path(& id
                .to_string()), encode_path(& user_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .put(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "member_set",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                408u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::member_remove`]

[`Client::member_remove`]: super::Client::member_remove*/
    #[derive(Debug, Clone)]
    pub struct MemberRemove<'a> {
        client: &'a super::Client,
        id: Result<types::RepositoryId, String>,
        user_id: Result<types::UserId, String>,
    }
    impl<'a> MemberRemove<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                user_id: Err("user_id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RepositoryId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `RepositoryId` for id failed".to_string());
            self
        }
        pub fn user_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::UserId>,
        {
            self.user_id = value
                .try_into()
                .map_err(|_| "conversion to `UserId` for user_id failed".to_string());
            self
        }
        ///Sends a `DELETE` request to `/api/repositories/{id}/members/{user_id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, id, user_id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let user_id = user_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/repositories/{}/members/{}", client.baseurl, encode_path(& id
                .to_string()), encode_path(& user_id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "member_remove",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::repo_test_event`]

[`Client::repo_test_event`]: super::Client::repo_test_event*/
    #[derive(Debug, Clone)]
    pub struct RepoTestEvent<'a> {
        client: &'a super::Client,
        id: Result<types::RepositoryId, String>,
        body: Result<types::builder::TestEventIn, String>,
    }
    impl<'a> RepoTestEvent<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RepositoryId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `RepositoryId` for id failed".to_string());
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::TestEventIn>,
            <V as std::convert::TryInto<types::TestEventIn>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `TestEventIn` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::TestEventIn,
            ) -> types::builder::TestEventIn,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/api/repositories/{id}/test-event`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::TestedEvent>, Error<types::Problem>> {
            let Self { client, id, body } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::TestEventIn::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/repositories/{}/test-event", client.baseurl, encode_path(& id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "repo_test_event",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                408u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::build_list`]

[`Client::build_list`]: super::Client::build_list*/
    #[derive(Debug, Clone)]
    pub struct BuildList<'a> {
        client: &'a super::Client,
        branch: Result<Option<types::BuildListBranch>, String>,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
        page_token: Result<Option<::std::string::String>, String>,
        repo: Result<Option<types::RepositoryId>, String>,
        status: Result<Option<types::BuildStatus>, String>,
    }
    impl<'a> BuildList<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                branch: Ok(None),
                limit: Ok(None),
                page_token: Ok(None),
                repo: Ok(None),
                status: Ok(None),
            }
        }
        pub fn branch<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::BuildListBranch>,
        {
            self.branch = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `BuildListBranch` for branch failed".to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        pub fn page_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.page_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for page_token failed"
                        .to_string()
                });
            self
        }
        pub fn repo<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RepositoryId>,
        {
            self.repo = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `RepositoryId` for repo failed".to_string());
            self
        }
        pub fn status<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::BuildStatus>,
        {
            self.status = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `BuildStatus` for status failed".to_string()
                });
            self
        }
        ///Sends a `GET` request to `/api/builds`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::BuildPage>, Error<types::Problem>> {
            let Self { client, branch, limit, page_token, repo, status } = self;
            let branch = branch.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let page_token = page_token.map_err(Error::InvalidRequest)?;
            let repo = repo.map_err(Error::InvalidRequest)?;
            let status = status.map_err(Error::InvalidRequest)?;
            let url = format!("{}/api/builds", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("branch", &branch))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("page_token", &page_token))
                .query(&progenitor_client::QueryParam::new("repo", &repo))
                .query(&progenitor_client::QueryParam::new("status", &status))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "build_list",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
        ///Streams `GET` requests to `/api/builds`
        pub fn stream(
            self,
        ) -> impl futures_util::Stream<
            Item = Result<types::Build, Error<types::Problem>>,
        > + Unpin + 'a {
            use ::futures_util::StreamExt;
            use ::futures_util::TryFutureExt;
            use ::futures_util::TryStreamExt;
            let next = Self {
                branch: Ok(None),
                page_token: Ok(None),
                repo: Ok(None),
                status: Ok(None),
                ..self.clone()
            };
            self.send()
                .map_ok(move |page| {
                    let page = page.into_inner();
                    let first = futures_util::stream::iter(page.items).map(Ok);
                    let rest = futures_util::stream::try_unfold(
                            (page.next_page, next),
                            |(next_page, next)| async {
                                if next_page.is_none() {
                                    Ok(None)
                                } else {
                                    Self {
                                        page_token: Ok(next_page),
                                        ..next.clone()
                                    }
                                        .send()
                                        .map_ok(|page| {
                                            let page = page.into_inner();
                                            Some((
                                                futures_util::stream::iter(page.items).map(Ok),
                                                (page.next_page, next),
                                            ))
                                        })
                                        .await
                                }
                            },
                        )
                        .try_flatten();
                    first.chain(rest)
                })
                .try_flatten_stream()
                .boxed()
        }
    }
    /**Builder for [`Client::build_show`]

[`Client::build_show`]: super::Client::build_show*/
    #[derive(Debug, Clone)]
    pub struct BuildShow<'a> {
        client: &'a super::Client,
        id: Result<types::BuildId, String>,
    }
    impl<'a> BuildShow<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::BuildId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `BuildId` for id failed".to_string());
            self
        }
        ///Sends a `GET` request to `/api/builds/{id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Build>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/builds/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "build_show",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::build_events`]

[`Client::build_events`]: super::Client::build_events*/
    #[derive(Debug, Clone)]
    pub struct BuildEvents<'a> {
        client: &'a super::Client,
        id: Result<types::BuildId, String>,
    }
    impl<'a> BuildEvents<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::BuildId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `BuildId` for id failed".to_string());
            self
        }
        ///Sends a `GET` request to `/api/builds/{id}/events`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<ByteStream>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/builds/{}/events", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client.client.get(url).headers(header_map).build()?;
            let info = OperationInfo {
                operation_id: "build_events",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::build_cancel`]

[`Client::build_cancel`]: super::Client::build_cancel*/
    #[derive(Debug, Clone)]
    pub struct BuildCancel<'a> {
        client: &'a super::Client,
        id: Result<types::BuildId, String>,
    }
    impl<'a> BuildCancel<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::BuildId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `BuildId` for id failed".to_string());
            self
        }
        ///Sends a `POST` request to `/api/builds/{id}/cancel`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Build>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/builds/{}/cancel", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "build_cancel",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::build_trigger`]

[`Client::build_trigger`]: super::Client::build_trigger*/
    #[derive(Debug, Clone)]
    pub struct BuildTrigger<'a> {
        client: &'a super::Client,
        id: Result<types::RepositoryId, String>,
        idempotency_key: Result<Option<types::BuildTriggerIdempotencyKey>, String>,
        body: Result<types::builder::TriggerIn, String>,
    }
    impl<'a> BuildTrigger<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                idempotency_key: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RepositoryId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `RepositoryId` for id failed".to_string());
            self
        }
        pub fn idempotency_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::BuildTriggerIdempotencyKey>,
        {
            self.idempotency_key = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `BuildTriggerIdempotencyKey` for idempotency_key failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::TriggerIn>,
            <V as std::convert::TryInto<types::TriggerIn>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `TriggerIn` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::TriggerIn) -> types::builder::TriggerIn,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/api/repositories/{id}/trigger`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Build>, Error<types::Problem>> {
            let Self { client, id, idempotency_key, body } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let idempotency_key = idempotency_key.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::TriggerIn::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/repositories/{}/trigger", client.baseurl, encode_path(& id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = idempotency_key {
                header_map.append("Idempotency-Key", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "build_trigger",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                408u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::build_rerun`]

[`Client::build_rerun`]: super::Client::build_rerun*/
    #[derive(Debug, Clone)]
    pub struct BuildRerun<'a> {
        client: &'a super::Client,
        id: Result<types::BuildId, String>,
        idempotency_key: Result<Option<types::BuildRerunIdempotencyKey>, String>,
        body: Result<types::builder::RerunIn, String>,
    }
    impl<'a> BuildRerun<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                idempotency_key: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::BuildId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `BuildId` for id failed".to_string());
            self
        }
        pub fn idempotency_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::BuildRerunIdempotencyKey>,
        {
            self.idempotency_key = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `BuildRerunIdempotencyKey` for idempotency_key failed"
                        .to_string()
                });
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RerunIn>,
            <V as std::convert::TryInto<types::RerunIn>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `RerunIn` for body failed: {}", s));
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::RerunIn) -> types::builder::RerunIn,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/api/builds/{id}/rerun`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Build>, Error<types::Problem>> {
            let Self { client, id, idempotency_key, body } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let idempotency_key = idempotency_key.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::RerunIn::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/builds/{}/rerun", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = idempotency_key {
                header_map.append("Idempotency-Key", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "build_rerun",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                408u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::job_show`]

[`Client::job_show`]: super::Client::job_show*/
    #[derive(Debug, Clone)]
    pub struct JobShow<'a> {
        client: &'a super::Client,
        id: Result<types::JobId, String>,
    }
    impl<'a> JobShow<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::JobId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `JobId` for id failed".to_string());
            self
        }
        ///Sends a `GET` request to `/api/jobs/{id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Job>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/jobs/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "job_show",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::job_log`]

[`Client::job_log`]: super::Client::job_log*/
    #[derive(Debug, Clone)]
    pub struct JobLog<'a> {
        client: &'a super::Client,
        id: Result<types::JobId, String>,
        attempt: Result<Option<::std::num::NonZeroU32>, String>,
        limit: Result<Option<u64>, String>,
        offset: Result<Option<u64>, String>,
    }
    impl<'a> JobLog<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                attempt: Ok(None),
                limit: Ok(None),
                offset: Ok(None),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::JobId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `JobId` for id failed".to_string());
            self
        }
        pub fn attempt<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.attempt = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for attempt failed"
                        .to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u64>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u64` for limit failed".to_string());
            self
        }
        pub fn offset<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u64>,
        {
            self.offset = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u64` for offset failed".to_string());
            self
        }
        ///Sends a `GET` request to `/api/jobs/{id}/log`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<ByteStream>, Error<types::Problem>> {
            let Self { client, id, attempt, limit, offset } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let attempt = attempt.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let offset = offset.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/jobs/{}/log", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .query(&progenitor_client::QueryParam::new("attempt", &attempt))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("offset", &offset))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "job_log",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::job_log_events`]

[`Client::job_log_events`]: super::Client::job_log_events*/
    #[derive(Debug, Clone)]
    pub struct JobLogEvents<'a> {
        client: &'a super::Client,
        id: Result<types::JobId, String>,
        attempt: Result<Option<::std::num::NonZeroU32>, String>,
        offset: Result<Option<u64>, String>,
        last_event_id: Result<Option<types::JobLogEventsLastEventId>, String>,
    }
    impl<'a> JobLogEvents<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                attempt: Ok(None),
                offset: Ok(None),
                last_event_id: Ok(None),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::JobId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `JobId` for id failed".to_string());
            self
        }
        pub fn attempt<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.attempt = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for attempt failed"
                        .to_string()
                });
            self
        }
        pub fn offset<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u64>,
        {
            self.offset = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `u64` for offset failed".to_string());
            self
        }
        pub fn last_event_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::JobLogEventsLastEventId>,
        {
            self.last_event_id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `JobLogEventsLastEventId` for last_event_id failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/api/jobs/{id}/log/events`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<ByteStream>, Error<types::Problem>> {
            let Self { client, id, attempt, offset, last_event_id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let attempt = attempt.map_err(Error::InvalidRequest)?;
            let offset = offset.map_err(Error::InvalidRequest)?;
            let last_event_id = last_event_id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/jobs/{}/log/events", client.baseurl, encode_path(& id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            if let Some(value) = last_event_id {
                header_map.append("Last-Event-ID", value.to_string().try_into()?);
            }
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .query(&progenitor_client::QueryParam::new("attempt", &attempt))
                .query(&progenitor_client::QueryParam::new("offset", &offset))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "job_log_events",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::pipeline_lint`]

[`Client::pipeline_lint`]: super::Client::pipeline_lint*/
    #[derive(Debug, Clone)]
    pub struct PipelineLint<'a> {
        client: &'a super::Client,
        body: Result<types::builder::PipelineIn, String>,
    }
    impl<'a> PipelineLint<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::PipelineIn>,
            <V as std::convert::TryInto<types::PipelineIn>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `PipelineIn` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::PipelineIn,
            ) -> types::builder::PipelineIn,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/api/pipelines/lint`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::PipelineReport>, Error<types::Problem>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::PipelineIn::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/api/pipelines/lint", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "pipeline_lint",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                408u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::runner_list`]

[`Client::runner_list`]: super::Client::runner_list*/
    #[derive(Debug, Clone)]
    pub struct RunnerList<'a> {
        client: &'a super::Client,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
        page_token: Result<Option<::std::string::String>, String>,
    }
    impl<'a> RunnerList<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                limit: Ok(None),
                page_token: Ok(None),
            }
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        pub fn page_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.page_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for page_token failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/api/runners`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::RunnerPage>, Error<types::Problem>> {
            let Self { client, limit, page_token } = self;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let page_token = page_token.map_err(Error::InvalidRequest)?;
            let url = format!("{}/api/runners", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("page_token", &page_token))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "runner_list",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
        ///Streams `GET` requests to `/api/runners`
        pub fn stream(
            self,
        ) -> impl futures_util::Stream<
            Item = Result<types::Runner, Error<types::Problem>>,
        > + Unpin + 'a {
            use ::futures_util::StreamExt;
            use ::futures_util::TryFutureExt;
            use ::futures_util::TryStreamExt;
            let next = Self {
                page_token: Ok(None),
                ..self.clone()
            };
            self.send()
                .map_ok(move |page| {
                    let page = page.into_inner();
                    let first = futures_util::stream::iter(page.items).map(Ok);
                    let rest = futures_util::stream::try_unfold(
                            (page.next_page, next),
                            |(next_page, next)| async {
                                if next_page.is_none() {
                                    Ok(None)
                                } else {
                                    Self {
                                        page_token: Ok(next_page),
                                        ..next.clone()
                                    }
                                        .send()
                                        .map_ok(|page| {
                                            let page = page.into_inner();
                                            Some((
                                                futures_util::stream::iter(page.items).map(Ok),
                                                (page.next_page, next),
                                            ))
                                        })
                                        .await
                                }
                            },
                        )
                        .try_flatten();
                    first.chain(rest)
                })
                .try_flatten_stream()
                .boxed()
        }
    }
    /**Builder for [`Client::runner_add`]

[`Client::runner_add`]: super::Client::runner_add*/
    #[derive(Debug, Clone)]
    pub struct RunnerAdd<'a> {
        client: &'a super::Client,
        body: Result<types::builder::RunnerIn, String>,
    }
    impl<'a> RunnerAdd<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RunnerIn>,
            <V as std::convert::TryInto<types::RunnerIn>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `RunnerIn` for body failed: {}", s));
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::RunnerIn) -> types::builder::RunnerIn,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/api/runners`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Runner>, Error<types::Problem>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::RunnerIn::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/api/runners", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "runner_add",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                408u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::runner_show`]

[`Client::runner_show`]: super::Client::runner_show*/
    #[derive(Debug, Clone)]
    pub struct RunnerShow<'a> {
        client: &'a super::Client,
        id: Result<types::RunnerId, String>,
    }
    impl<'a> RunnerShow<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RunnerId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `RunnerId` for id failed".to_string());
            self
        }
        ///Sends a `GET` request to `/api/runners/{id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Runner>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/runners/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "runner_show",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::runner_update`]

[`Client::runner_update`]: super::Client::runner_update*/
    #[derive(Debug, Clone)]
    pub struct RunnerUpdate<'a> {
        client: &'a super::Client,
        id: Result<types::RunnerId, String>,
        body: Result<types::builder::RunnerPatch, String>,
    }
    impl<'a> RunnerUpdate<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RunnerId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `RunnerId` for id failed".to_string());
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RunnerPatch>,
            <V as std::convert::TryInto<types::RunnerPatch>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `RunnerPatch` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::RunnerPatch,
            ) -> types::builder::RunnerPatch,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `PUT` request to `/api/runners/{id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Runner>, Error<types::Problem>> {
            let Self { client, id, body } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::RunnerPatch::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/runners/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .put(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "runner_update",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                408u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::runner_remove`]

[`Client::runner_remove`]: super::Client::runner_remove*/
    #[derive(Debug, Clone)]
    pub struct RunnerRemove<'a> {
        client: &'a super::Client,
        id: Result<types::RunnerId, String>,
    }
    impl<'a> RunnerRemove<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RunnerId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `RunnerId` for id failed".to_string());
            self
        }
        ///Sends a `DELETE` request to `/api/runners/{id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/runners/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "runner_remove",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::me_show`]

[`Client::me_show`]: super::Client::me_show*/
    #[derive(Debug, Clone)]
    pub struct MeShow<'a> {
        client: &'a super::Client,
    }
    impl<'a> MeShow<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/api/me`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Me>, Error<types::Problem>> {
            let Self { client } = self;
            let url = format!("{}/api/me", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "me_show",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::user_list`]

[`Client::user_list`]: super::Client::user_list*/
    #[derive(Debug, Clone)]
    pub struct UserList<'a> {
        client: &'a super::Client,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
        page_token: Result<Option<::std::string::String>, String>,
    }
    impl<'a> UserList<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                limit: Ok(None),
                page_token: Ok(None),
            }
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        pub fn page_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.page_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for page_token failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/api/users`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::UserPage>, Error<types::Problem>> {
            let Self { client, limit, page_token } = self;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let page_token = page_token.map_err(Error::InvalidRequest)?;
            let url = format!("{}/api/users", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("page_token", &page_token))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "user_list",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
        ///Streams `GET` requests to `/api/users`
        pub fn stream(
            self,
        ) -> impl futures_util::Stream<
            Item = Result<types::User, Error<types::Problem>>,
        > + Unpin + 'a {
            use ::futures_util::StreamExt;
            use ::futures_util::TryFutureExt;
            use ::futures_util::TryStreamExt;
            let next = Self {
                page_token: Ok(None),
                ..self.clone()
            };
            self.send()
                .map_ok(move |page| {
                    let page = page.into_inner();
                    let first = futures_util::stream::iter(page.items).map(Ok);
                    let rest = futures_util::stream::try_unfold(
                            (page.next_page, next),
                            |(next_page, next)| async {
                                if next_page.is_none() {
                                    Ok(None)
                                } else {
                                    Self {
                                        page_token: Ok(next_page),
                                        ..next.clone()
                                    }
                                        .send()
                                        .map_ok(|page| {
                                            let page = page.into_inner();
                                            Some((
                                                futures_util::stream::iter(page.items).map(Ok),
                                                (page.next_page, next),
                                            ))
                                        })
                                        .await
                                }
                            },
                        )
                        .try_flatten();
                    first.chain(rest)
                })
                .try_flatten_stream()
                .boxed()
        }
    }
    /**Builder for [`Client::user_add`]

[`Client::user_add`]: super::Client::user_add*/
    #[derive(Debug, Clone)]
    pub struct UserAdd<'a> {
        client: &'a super::Client,
        body: Result<types::builder::UserIn, String>,
    }
    impl<'a> UserAdd<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::UserIn>,
            <V as std::convert::TryInto<types::UserIn>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `UserIn` for body failed: {}", s));
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::UserIn) -> types::builder::UserIn,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/api/users`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::User>, Error<types::Problem>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::UserIn::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/api/users", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "user_add",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                408u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::user_show`]

[`Client::user_show`]: super::Client::user_show*/
    #[derive(Debug, Clone)]
    pub struct UserShow<'a> {
        client: &'a super::Client,
        id: Result<types::UserId, String>,
    }
    impl<'a> UserShow<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::UserId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `UserId` for id failed".to_string());
            self
        }
        ///Sends a `GET` request to `/api/users/{id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::User>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/users/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "user_show",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::user_update`]

[`Client::user_update`]: super::Client::user_update*/
    #[derive(Debug, Clone)]
    pub struct UserUpdate<'a> {
        client: &'a super::Client,
        id: Result<types::UserId, String>,
        body: Result<types::builder::UserPatch, String>,
    }
    impl<'a> UserUpdate<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::UserId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `UserId` for id failed".to_string());
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::UserPatch>,
            <V as std::convert::TryInto<types::UserPatch>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `UserPatch` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::UserPatch) -> types::builder::UserPatch,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `PUT` request to `/api/users/{id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::User>, Error<types::Problem>> {
            let Self { client, id, body } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::UserPatch::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/users/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .put(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "user_update",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                408u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::user_remove`]

[`Client::user_remove`]: super::Client::user_remove*/
    #[derive(Debug, Clone)]
    pub struct UserRemove<'a> {
        client: &'a super::Client,
        id: Result<types::UserId, String>,
    }
    impl<'a> UserRemove<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::UserId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `UserId` for id failed".to_string());
            self
        }
        ///Sends a `DELETE` request to `/api/users/{id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/users/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "user_remove",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::token_list`]

[`Client::token_list`]: super::Client::token_list*/
    #[derive(Debug, Clone)]
    pub struct TokenList<'a> {
        client: &'a super::Client,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
        page_token: Result<Option<::std::string::String>, String>,
        user: Result<Option<types::UserId>, String>,
    }
    impl<'a> TokenList<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                limit: Ok(None),
                page_token: Ok(None),
                user: Ok(None),
            }
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        pub fn page_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.page_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for page_token failed"
                        .to_string()
                });
            self
        }
        pub fn user<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::UserId>,
        {
            self.user = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `UserId` for user failed".to_string());
            self
        }
        ///Sends a `GET` request to `/api/tokens`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::TokenPage>, Error<types::Problem>> {
            let Self { client, limit, page_token, user } = self;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let page_token = page_token.map_err(Error::InvalidRequest)?;
            let user = user.map_err(Error::InvalidRequest)?;
            let url = format!("{}/api/tokens", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("page_token", &page_token))
                .query(&progenitor_client::QueryParam::new("user", &user))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "token_list",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
        ///Streams `GET` requests to `/api/tokens`
        pub fn stream(
            self,
        ) -> impl futures_util::Stream<
            Item = Result<types::Token, Error<types::Problem>>,
        > + Unpin + 'a {
            use ::futures_util::StreamExt;
            use ::futures_util::TryFutureExt;
            use ::futures_util::TryStreamExt;
            let next = Self {
                page_token: Ok(None),
                user: Ok(None),
                ..self.clone()
            };
            self.send()
                .map_ok(move |page| {
                    let page = page.into_inner();
                    let first = futures_util::stream::iter(page.items).map(Ok);
                    let rest = futures_util::stream::try_unfold(
                            (page.next_page, next),
                            |(next_page, next)| async {
                                if next_page.is_none() {
                                    Ok(None)
                                } else {
                                    Self {
                                        page_token: Ok(next_page),
                                        ..next.clone()
                                    }
                                        .send()
                                        .map_ok(|page| {
                                            let page = page.into_inner();
                                            Some((
                                                futures_util::stream::iter(page.items).map(Ok),
                                                (page.next_page, next),
                                            ))
                                        })
                                        .await
                                }
                            },
                        )
                        .try_flatten();
                    first.chain(rest)
                })
                .try_flatten_stream()
                .boxed()
        }
    }
    /**Builder for [`Client::token_create`]

[`Client::token_create`]: super::Client::token_create*/
    #[derive(Debug, Clone)]
    pub struct TokenCreate<'a> {
        client: &'a super::Client,
        body: Result<types::builder::TokenIn, String>,
    }
    impl<'a> TokenCreate<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::TokenIn>,
            <V as std::convert::TryInto<types::TokenIn>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `TokenIn` for body failed: {}", s));
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::TokenIn) -> types::builder::TokenIn,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/api/tokens`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Token>, Error<types::Problem>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::TokenIn::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/api/tokens", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "token_create",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                408u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::token_rotate`]

[`Client::token_rotate`]: super::Client::token_rotate*/
    #[derive(Debug, Clone)]
    pub struct TokenRotate<'a> {
        client: &'a super::Client,
        id: Result<types::TokenId, String>,
        body: Result<types::builder::TokenRotation, String>,
    }
    impl<'a> TokenRotate<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::TokenId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `TokenId` for id failed".to_string());
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::TokenRotation>,
            <V as std::convert::TryInto<types::TokenRotation>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `TokenRotation` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::TokenRotation,
            ) -> types::builder::TokenRotation,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `POST` request to `/api/tokens/{id}/rotate`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Token>, Error<types::Problem>> {
            let Self { client, id, body } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::TokenRotation::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/tokens/{}/rotate", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "token_rotate",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                408u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::token_revoke`]

[`Client::token_revoke`]: super::Client::token_revoke*/
    #[derive(Debug, Clone)]
    pub struct TokenRevoke<'a> {
        client: &'a super::Client,
        id: Result<types::TokenId, String>,
    }
    impl<'a> TokenRevoke<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::TokenId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `TokenId` for id failed".to_string());
            self
        }
        ///Sends a `DELETE` request to `/api/tokens/{id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/tokens/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "token_revoke",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::session_list`]

[`Client::session_list`]: super::Client::session_list*/
    #[derive(Debug, Clone)]
    pub struct SessionList<'a> {
        client: &'a super::Client,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
        page_token: Result<Option<::std::string::String>, String>,
        user: Result<Option<types::UserId>, String>,
    }
    impl<'a> SessionList<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                limit: Ok(None),
                page_token: Ok(None),
                user: Ok(None),
            }
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        pub fn page_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.page_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for page_token failed"
                        .to_string()
                });
            self
        }
        pub fn user<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::UserId>,
        {
            self.user = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `UserId` for user failed".to_string());
            self
        }
        ///Sends a `GET` request to `/api/sessions`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::SessionPage>, Error<types::Problem>> {
            let Self { client, limit, page_token, user } = self;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let page_token = page_token.map_err(Error::InvalidRequest)?;
            let user = user.map_err(Error::InvalidRequest)?;
            let url = format!("{}/api/sessions", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("page_token", &page_token))
                .query(&progenitor_client::QueryParam::new("user", &user))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "session_list",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
        ///Streams `GET` requests to `/api/sessions`
        pub fn stream(
            self,
        ) -> impl futures_util::Stream<
            Item = Result<types::Session, Error<types::Problem>>,
        > + Unpin + 'a {
            use ::futures_util::StreamExt;
            use ::futures_util::TryFutureExt;
            use ::futures_util::TryStreamExt;
            let next = Self {
                page_token: Ok(None),
                user: Ok(None),
                ..self.clone()
            };
            self.send()
                .map_ok(move |page| {
                    let page = page.into_inner();
                    let first = futures_util::stream::iter(page.items).map(Ok);
                    let rest = futures_util::stream::try_unfold(
                            (page.next_page, next),
                            |(next_page, next)| async {
                                if next_page.is_none() {
                                    Ok(None)
                                } else {
                                    Self {
                                        page_token: Ok(next_page),
                                        ..next.clone()
                                    }
                                        .send()
                                        .map_ok(|page| {
                                            let page = page.into_inner();
                                            Some((
                                                futures_util::stream::iter(page.items).map(Ok),
                                                (page.next_page, next),
                                            ))
                                        })
                                        .await
                                }
                            },
                        )
                        .try_flatten();
                    first.chain(rest)
                })
                .try_flatten_stream()
                .boxed()
        }
    }
    /**Builder for [`Client::session_revoke`]

[`Client::session_revoke`]: super::Client::session_revoke*/
    #[derive(Debug, Clone)]
    pub struct SessionRevoke<'a> {
        client: &'a super::Client,
        id: Result<types::SessionId, String>,
    }
    impl<'a> SessionRevoke<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::SessionId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `SessionId` for id failed".to_string());
            self
        }
        ///Sends a `DELETE` request to `/api/sessions/{id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/sessions/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "session_revoke",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::user_set_password`]

[`Client::user_set_password`]: super::Client::user_set_password*/
    #[derive(Debug, Clone)]
    pub struct UserSetPassword<'a> {
        client: &'a super::Client,
        id: Result<types::UserId, String>,
        body: Result<types::builder::PasswordIn, String>,
    }
    impl<'a> UserSetPassword<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                body: Ok(::std::default::Default::default()),
            }
        }
        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::UserId>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `UserId` for id failed".to_string());
            self
        }
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::PasswordIn>,
            <V as std::convert::TryInto<types::PasswordIn>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `PasswordIn` for body failed: {}", s)
                });
            self
        }
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::PasswordIn,
            ) -> types::builder::PasswordIn,
        {
            self.body = self.body.map(f);
            self
        }
        ///Sends a `PUT` request to `/api/users/{id}/password`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let Self { client, id, body } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| types::PasswordIn::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/users/{}/password", client.baseurl, encode_path(& id
                .to_string()),
            );
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .put(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "user_set_password",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204u16 => Ok(ResponseValue::empty(response)),
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                408u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                409u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                413u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                415u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                422u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::audit_list`]

[`Client::audit_list`]: super::Client::audit_list*/
    #[derive(Debug, Clone)]
    pub struct AuditList<'a> {
        client: &'a super::Client,
        actor: Result<Option<types::AuditListActor>, String>,
        limit: Result<Option<::std::num::NonZeroU32>, String>,
        operation: Result<Option<types::AuditListOperation>, String>,
        page_token: Result<Option<::std::string::String>, String>,
        repo: Result<Option<types::RepositoryId>, String>,
        since: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
        target: Result<Option<types::AuditListTarget>, String>,
        until: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
    }
    impl<'a> AuditList<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                actor: Ok(None),
                limit: Ok(None),
                operation: Ok(None),
                page_token: Ok(None),
                repo: Ok(None),
                since: Ok(None),
                target: Ok(None),
                until: Ok(None),
            }
        }
        pub fn actor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::AuditListActor>,
        {
            self.actor = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `AuditListActor` for actor failed".to_string()
                });
            self
        }
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU32>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU32` for limit failed"
                        .to_string()
                });
            self
        }
        pub fn operation<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::AuditListOperation>,
        {
            self.operation = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `AuditListOperation` for operation failed".to_string()
                });
            self
        }
        pub fn page_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.page_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for page_token failed"
                        .to_string()
                });
            self
        }
        pub fn repo<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::RepositoryId>,
        {
            self.repo = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `RepositoryId` for repo failed".to_string());
            self
        }
        pub fn since<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.since = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for since failed"
                        .to_string()
                });
            self
        }
        pub fn target<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::AuditListTarget>,
        {
            self.target = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `AuditListTarget` for target failed".to_string()
                });
            self
        }
        pub fn until<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.until = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for until failed"
                        .to_string()
                });
            self
        }
        ///Sends a `GET` request to `/api/audit`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::AuditEventPage>, Error<types::Problem>> {
            let Self {
                client,
                actor,
                limit,
                operation,
                page_token,
                repo,
                since,
                target,
                until,
            } = self;
            let actor = actor.map_err(Error::InvalidRequest)?;
            let limit = limit.map_err(Error::InvalidRequest)?;
            let operation = operation.map_err(Error::InvalidRequest)?;
            let page_token = page_token.map_err(Error::InvalidRequest)?;
            let repo = repo.map_err(Error::InvalidRequest)?;
            let since = since.map_err(Error::InvalidRequest)?;
            let target = target.map_err(Error::InvalidRequest)?;
            let until = until.map_err(Error::InvalidRequest)?;
            let url = format!("{}/api/audit", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("actor", &actor))
                .query(&progenitor_client::QueryParam::new("limit", &limit))
                .query(&progenitor_client::QueryParam::new("operation", &operation))
                .query(&progenitor_client::QueryParam::new("page_token", &page_token))
                .query(&progenitor_client::QueryParam::new("repo", &repo))
                .query(&progenitor_client::QueryParam::new("since", &since))
                .query(&progenitor_client::QueryParam::new("target", &target))
                .query(&progenitor_client::QueryParam::new("until", &until))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "audit_list",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
        ///Streams `GET` requests to `/api/audit`
        pub fn stream(
            self,
        ) -> impl futures_util::Stream<
            Item = Result<types::AuditEvent, Error<types::Problem>>,
        > + Unpin + 'a {
            use ::futures_util::StreamExt;
            use ::futures_util::TryFutureExt;
            use ::futures_util::TryStreamExt;
            let next = Self {
                actor: Ok(None),
                operation: Ok(None),
                page_token: Ok(None),
                repo: Ok(None),
                since: Ok(None),
                target: Ok(None),
                until: Ok(None),
                ..self.clone()
            };
            self.send()
                .map_ok(move |page| {
                    let page = page.into_inner();
                    let first = futures_util::stream::iter(page.items).map(Ok);
                    let rest = futures_util::stream::try_unfold(
                            (page.next_page, next),
                            |(next_page, next)| async {
                                if next_page.is_none() {
                                    Ok(None)
                                } else {
                                    Self {
                                        page_token: Ok(next_page),
                                        ..next.clone()
                                    }
                                        .send()
                                        .map_ok(|page| {
                                            let page = page.into_inner();
                                            Some((
                                                futures_util::stream::iter(page.items).map(Ok),
                                                (page.next_page, next),
                                            ))
                                        })
                                        .await
                                }
                            },
                        )
                        .try_flatten();
                    first.chain(rest)
                })
                .try_flatten_stream()
                .boxed()
        }
    }
    /**Builder for [`Client::system_actors`]

[`Client::system_actors`]: super::Client::system_actors*/
    #[derive(Debug, Clone)]
    pub struct SystemActors<'a> {
        client: &'a super::Client,
    }
    impl<'a> SystemActors<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/api/system/actors`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ActorTree>, Error<types::Problem>> {
            let Self { client } = self;
            let url = format!("{}/api/system/actors", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "system_actors",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::system_info`]

[`Client::system_info`]: super::Client::system_info*/
    #[derive(Debug, Clone)]
    pub struct SystemInfo<'a> {
        client: &'a super::Client,
    }
    impl<'a> SystemInfo<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/api/system/info`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::SystemInfo>, Error<types::Problem>> {
            let Self { client } = self;
            let url = format!("{}/api/system/info", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "system_info",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::metrics`]

[`Client::metrics`]: super::Client::metrics*/
    #[derive(Debug, Clone)]
    pub struct Metrics<'a> {
        client: &'a super::Client,
    }
    impl<'a> Metrics<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/metrics`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<ByteStream>, Error<types::Problem>> {
            let Self { client } = self;
            let url = format!("{}/metrics", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client.client.get(url).headers(header_map).build()?;
            let info = OperationInfo {
                operation_id: "metrics",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => Ok(ResponseValue::stream(response)),
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                403u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                429u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::health_live`]

[`Client::health_live`]: super::Client::health_live*/
    #[derive(Debug, Clone)]
    pub struct HealthLive<'a> {
        client: &'a super::Client,
    }
    impl<'a> HealthLive<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/api/health/live`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Health>, Error<types::Problem>> {
            let Self { client } = self;
            let url = format!("{}/api/health/live", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "health_live",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    /**Builder for [`Client::health_ready`]

[`Client::health_ready`]: super::Client::health_ready*/
    #[derive(Debug, Clone)]
    pub struct HealthReady<'a> {
        client: &'a super::Client,
    }
    impl<'a> HealthReady<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }
        ///Sends a `GET` request to `/api/health/ready`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Health>, Error<types::Problem>> {
            let Self { client } = self;
            let url = format!("{}/api/health/ready", client.baseurl,);
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map
                .append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "health_ready",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                503u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
}
/// Items consumers will typically use such as the Client.
pub mod prelude {
    pub use self::super::Client;
}
