//! The list of settings: each with its variable, its key in the file and its default. It knows
//! nothing of what the values mean.

/// One setting.
#[derive(Debug)]
pub(super) struct Setting {
    /// Its name in the environment.
    pub(super) variable: &'static str,
    /// Its dotted path in the file.
    pub(super) key: &'static str,
    /// Its default as it would be written, unless it is computed or made at the first start.
    pub(super) default: Option<&'static str>,
}

const fn setting(
    variable: &'static str,
    key: &'static str,
    default: Option<&'static str>,
) -> Setting {
    Setting { variable, key, default }
}

pub(super) const DATA_DIR: Setting = setting("OORE_DATA_DIR", "data_dir", None);
pub(super) const LISTEN: Setting = setting("OORE_LISTEN", "server.listen", Some("127.0.0.1:8080"));
pub(super) const PUBLIC_URL: Setting = setting("OORE_PUBLIC_URL", "server.public_url", None);
pub(super) const TLS_CERTIFICATE: Setting =
    setting("OORE_TLS_CERTIFICATE", "server.tls_certificate", None);
pub(super) const TLS_KEY: Setting = setting("OORE_TLS_KEY", "server.tls_key", None);
pub(super) const TRUSTED_PROXIES: Setting =
    setting("OORE_TRUSTED_PROXIES", "server.trusted_proxies", None);
pub(super) const MAX_CONNECTIONS: Setting =
    setting("OORE_MAX_CONNECTIONS", "server.max_connections", Some("512"));
pub(super) const MAX_CONNECTIONS_PER_ADDRESS: Setting =
    setting("OORE_MAX_CONNECTIONS_PER_ADDRESS", "server.max_connections_per_address", Some("128"));
pub(super) const HEAD_TIMEOUT: Setting =
    setting("OORE_HEAD_TIMEOUT", "server.head_timeout", Some("10s"));
pub(super) const BODY_TIMEOUT: Setting =
    setting("OORE_BODY_TIMEOUT", "server.body_timeout", Some("30s"));
pub(super) const REQUEST_TIMEOUT: Setting =
    setting("OORE_REQUEST_TIMEOUT", "server.request_timeout", Some("5m"));
pub(super) const IDLE_TIMEOUT: Setting =
    setting("OORE_IDLE_TIMEOUT", "server.idle_timeout", Some("75s"));
pub(super) const OTLP_ENDPOINT: Setting =
    setting("OORE_OTLP_ENDPOINT", "tracing.otlp_endpoint", None);
pub(super) const OTLP_HEADERS: Setting = setting("OORE_OTLP_HEADERS", "tracing.otlp_headers", None);
pub(super) const DATABASE_URL: Setting = setting("OORE_DATABASE_URL", "database.url", None);
pub(super) const GITHUB_WEBHOOK_SECRET: Setting =
    setting("OORE_GITHUB_WEBHOOK_SECRET", "webhooks.github_secret", None);
/// A variable of its own rather than a list, because a secret may hold any separator.
pub(super) const GITHUB_WEBHOOK_SECRET_PREVIOUS: Setting =
    setting("OORE_GITHUB_WEBHOOK_SECRET_PREVIOUS", "webhooks.github_secret_previous", None);
pub(super) const WEBHOOK_PEPPER: Setting = setting("OORE_WEBHOOK_PEPPER", "webhooks.pepper", None);
pub(super) const GITHUB_API_URL: Setting =
    setting("OORE_GITHUB_API_URL", "providers.github_api_url", Some("https://api.github.com"));
pub(super) const GITHUB_APP_ID: Setting =
    setting("OORE_GITHUB_APP_ID", "providers.github_app_id", None);
pub(super) const GITHUB_PRIVATE_KEY: Setting =
    setting("OORE_GITHUB_PRIVATE_KEY", "providers.github_private_key", None);
pub(super) const ALLOWED_NETWORKS: Setting =
    setting("OORE_ALLOWED_NETWORKS", "providers.allowed_networks", None);
pub(super) const ENCRYPTION_KEY: Setting =
    setting("OORE_ENCRYPTION_KEY", "security.encryption_key", None);
pub(super) const ENCRYPTION_KEY_PREVIOUS: Setting =
    setting("OORE_ENCRYPTION_KEY_PREVIOUS", "security.encryption_key_previous", None);
pub(super) const ADMIN_TOKEN: Setting = setting("OORE_ADMIN_TOKEN", "security.admin_token", None);
pub(super) const SESSION_IDLE: Setting =
    setting("OORE_SESSION_IDLE", "security.session_idle", Some("8h"));
pub(super) const SESSION_MAX: Setting =
    setting("OORE_SESSION_MAX", "security.session_max", Some("168h"));
pub(super) const OIDC_ISSUER: Setting = setting("OORE_OIDC_ISSUER", "oidc.issuer", None);
pub(super) const OIDC_CLIENT_ID: Setting = setting("OORE_OIDC_CLIENT_ID", "oidc.client_id", None);
pub(super) const OIDC_CLIENT_SECRET: Setting =
    setting("OORE_OIDC_CLIENT_SECRET", "oidc.client_secret", None);
pub(super) const OIDC_SCOPES: Setting =
    setting("OORE_OIDC_SCOPES", "oidc.scopes", Some("profile,email"));
pub(super) const OIDC_GROUPS_CLAIM: Setting =
    setting("OORE_OIDC_GROUPS_CLAIM", "oidc.groups_claim", Some("groups"));
pub(super) const OIDC_ROLES: Setting = setting("OORE_OIDC_ROLES", "oidc.roles", None);
pub(super) const OIDC_CREATE_USERS: Setting =
    setting("OORE_OIDC_CREATE_USERS", "oidc.create_users", Some("false"));
pub(super) const LOCAL_RUNNER: Setting = setting("OORE_LOCAL_RUNNER", "runner.local", Some("true"));
pub(super) const RUNNER_CAPACITY: Setting =
    setting("OORE_RUNNER_CAPACITY", "runner.capacity", None);
pub(super) const RUNNER_LOST_AFTER: Setting =
    setting("OORE_RUNNER_LOST_AFTER", "runner.lost_after", Some("30s"));
pub(super) const RUNNER_INHERIT_ENV: Setting =
    setting("OORE_RUNNER_INHERIT_ENV", "runner.inherit_env", None);
pub(super) const RUNNER_DATA_DIR: Setting =
    setting("OORE_RUNNER_DATA_DIR", "runner.data_dir", None);
pub(super) const RUNNER_USER: Setting = setting("OORE_RUNNER_USER", "runner.user", None);
pub(super) const RUNNER_SANDBOX: Setting =
    setting("OORE_RUNNER_SANDBOX", "runner.sandbox", Some("untrusted"));
pub(super) const RUNNER_SANDBOX_NETWORK: Setting =
    setting("OORE_RUNNER_SANDBOX_NETWORK", "runner.sandbox_network", Some("none"));
pub(super) const RUNNER_SANDBOX_READ: Setting =
    setting("OORE_RUNNER_SANDBOX_READ", "runner.sandbox_read", None);
pub(super) const CANCEL_GRACE: Setting =
    setting("OORE_CANCEL_GRACE", "jobs.cancel_grace", Some("10s"));
pub(super) const LOG_LIMIT: Setting = setting("OORE_LOG_LIMIT", "jobs.log_limit", Some("1GiB"));
pub(super) const LOG_DIR: Setting = setting("OORE_LOG_DIR", "logs.directory", None);
pub(super) const COMPACT_LOGS_EVERY: Setting =
    setting("OORE_COMPACT_LOGS_EVERY", "logs.compact_every", Some("30s"));
pub(super) const KEEP_BUILDS_FOR: Setting =
    setting("OORE_KEEP_BUILDS_FOR", "retention.builds_for", Some("forever"));
pub(super) const KEEP_BUILDS: Setting =
    setting("OORE_KEEP_BUILDS", "retention.builds", Some("all"));
pub(super) const KEEP_LOGS_FOR: Setting =
    setting("OORE_KEEP_LOGS_FOR", "retention.logs_for", Some("forever"));
pub(super) const KEEP_LOGS: Setting = setting("OORE_KEEP_LOGS", "retention.logs", Some("all"));
pub(super) const KEEP_PAYLOADS_FOR: Setting =
    setting("OORE_KEEP_PAYLOADS_FOR", "retention.payloads_for", Some("forever"));
pub(super) const GIT_PROTOCOLS: Setting =
    setting("OORE_GIT_PROTOCOLS", "git.protocols", Some("https,ssh"));
pub(super) const RECONCILE_EVERY: Setting =
    setting("OORE_RECONCILE_EVERY", "git.reconcile_every", Some("10m"));

/// Every setting there is.
pub(super) const ALL: &[&Setting] = &[
    &DATA_DIR,
    &LISTEN,
    &PUBLIC_URL,
    &TLS_CERTIFICATE,
    &TLS_KEY,
    &TRUSTED_PROXIES,
    &MAX_CONNECTIONS,
    &MAX_CONNECTIONS_PER_ADDRESS,
    &HEAD_TIMEOUT,
    &BODY_TIMEOUT,
    &REQUEST_TIMEOUT,
    &IDLE_TIMEOUT,
    &DATABASE_URL,
    &GITHUB_WEBHOOK_SECRET,
    &GITHUB_WEBHOOK_SECRET_PREVIOUS,
    &WEBHOOK_PEPPER,
    &GITHUB_API_URL,
    &GITHUB_APP_ID,
    &GITHUB_PRIVATE_KEY,
    &ALLOWED_NETWORKS,
    &ENCRYPTION_KEY,
    &ENCRYPTION_KEY_PREVIOUS,
    &ADMIN_TOKEN,
    &SESSION_IDLE,
    &SESSION_MAX,
    &OIDC_ISSUER,
    &OIDC_CLIENT_ID,
    &OIDC_CLIENT_SECRET,
    &OIDC_SCOPES,
    &OIDC_GROUPS_CLAIM,
    &OIDC_ROLES,
    &OIDC_CREATE_USERS,
    &LOCAL_RUNNER,
    &RUNNER_CAPACITY,
    &RUNNER_LOST_AFTER,
    &RUNNER_INHERIT_ENV,
    &RUNNER_DATA_DIR,
    &RUNNER_USER,
    &RUNNER_SANDBOX,
    &RUNNER_SANDBOX_NETWORK,
    &RUNNER_SANDBOX_READ,
    &CANCEL_GRACE,
    &LOG_LIMIT,
    &LOG_DIR,
    &COMPACT_LOGS_EVERY,
    &KEEP_BUILDS_FOR,
    &KEEP_BUILDS,
    &KEEP_LOGS_FOR,
    &KEEP_LOGS,
    &KEEP_PAYLOADS_FOR,
    &GIT_PROTOCOLS,
    &RECONCILE_EVERY,
    &OTLP_ENDPOINT,
    &OTLP_HEADERS,
];

/// Variables with our prefix that configure something else than the server: its command lines,
/// its tests, and what a step of a build is given, so that a server can be run by a build.
const NOT_CONFIGURATION: &[&str] = &[
    "OORE_CONFIG",
    "OORE_SERVER",
    "OORE_TOKEN",
    "OORE_CA_CERTIFICATE",
    "OORE_REGISTRATION_TOKEN",
    "OORE_LOG",
    "OORE_LOG_FORMAT",
    "OORE_BUILD_ID",
    "OORE_BUILD_NUMBER",
    "OORE_BUILD_URL",
    "OORE_JOB",
    "OORE_JOB_ATTEMPT",
    "OORE_REPOSITORY",
    "OORE_PROVIDER",
    "OORE_EVENT",
    "OORE_REF",
    "OORE_BRANCH",
    "OORE_TAG",
    "OORE_COMMIT",
    "OORE_COMMIT_MESSAGE",
    "OORE_PR_NUMBER",
    "OORE_PR_SOURCE",
    "OORE_PR_TARGET",
    "OORE_SENDER",
    "OORE_WORKSPACE",
    "OORE_OUTPUT",
    "OORE_ENV",
    "OORE_PATH",
    "OORE_SUMMARY",
];
const NOT_CONFIGURATION_PREFIXES: &[&str] = &["OORE_TEST_", "OORE_MATRIX_", "OORE_INPUT_"];

/// Whether a variable with our prefix is none of the server's business.
pub(super) fn is_not_configuration(variable: &str) -> bool {
    NOT_CONFIGURATION.contains(&variable)
        || NOT_CONFIGURATION_PREFIXES.iter().any(|prefix| variable.starts_with(prefix))
}

/// The name among `candidates` that was probably meant by `wrong`: at most one letter in three
/// differs.
pub(super) fn nearest<'a>(
    wrong: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let tolerated = (wrong.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(wrong, candidate), candidate))
        .filter(|(distance, _)| *distance <= tolerated)
        .min()
        .map(|(_, candidate)| candidate)
}
