//! What a configuration accepts, what it refuses and how it says so, and that the two example
//! files tell the truth.

use ::runner::{SandboxMode, SandboxNetwork};
use std::ffi::OsString;
use std::num::NonZeroU16;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use insta::assert_snapshot;
use secrecy::ExposeSecret as _;

use super::settings;
use super::*;

const ENV_EXAMPLE: &str = include_str!("../../.env.example");
const TOML_EXAMPLE: &str = include_str!("../../oored.example.toml");

fn sources(file: Option<&str>, environment: &[(&str, &str)]) -> Sources {
    let file = file.map(|text| ConfigFile { path: DEFAULT_FILE.into(), text: text.to_owned() });
    let home = ("HOME", "/home/oore");
    let environment = environment.iter().chain([&home]);
    Sources {
        file,
        environment: environment.map(|(name, value)| (name.into(), value.into())).collect(),
        cores: NonZeroU16::new(6).unwrap(),
    }
}

/// A configuration of these variables alone.
pub(super) fn load(environment: &[(&str, &str)]) -> Result<Config, ConfigErrors> {
    Config::load(&sources(None, environment))
}

/// A configuration of defaults with this data directory.
pub(super) fn config_in(data_dir: &Path) -> Config {
    load(&[("OORE_DATA_DIR", data_dir.to_str().unwrap())]).unwrap()
}

fn load_file(text: &str) -> Result<Config, ConfigErrors> {
    Config::load(&sources(Some(text), &[]))
}

#[test]
fn without_any_source_the_documented_defaults_hold() {
    let config = load(&[]).unwrap();
    assert_eq!(config.server.listen, "127.0.0.1:8080".parse().unwrap());
    assert_eq!(config.server.base_url(config.server.listen), "http://127.0.0.1:8080");
    assert_eq!(config.data_dir, PathBuf::from("/home/oore/.local/share/oore"));
    assert_eq!(config.database.url.kind(), DatabaseKind::Sqlite);
    assert_eq!(
        config.database.url.expose(),
        "sqlite:///home/oore/.local/share/oore/oore.db?mode=rwc"
    );
    assert!(config.webhooks.github_secret.is_none());
    assert!(config.runner.local);
    assert_eq!(config.runner.capacity.get(), 6);
    assert_eq!(config.runner.lost_after, Duration::from_secs(30));
    assert!(config.runner.inherit_env.is_empty());
    assert_eq!((config.runner.user, config.runner.data_dir), (None, None));
    assert_eq!(config.runner.sandbox.mode, SandboxMode::Untrusted);
    assert_eq!(config.runner.sandbox.network, SandboxNetwork::None);
    assert_eq!(config.jobs.cancel_grace, Duration::from_secs(10));
    assert_eq!(config.jobs.log_limit_bytes, 1 << 30);
    assert_eq!(config.git.allow_protocol(), "https:ssh");
    assert_eq!(config.git.reconcile_every, Some(Duration::from_secs(600)));
    assert_eq!(config.logs.directory, config.data_dir.join("logs"));
    assert_eq!(config.logs.compact_every, Some(Duration::from_secs(30)));
    assert!(config.retention.keep_everything());
}

#[test]
fn what_is_kept_is_said_in_days_and_numbers() {
    let read = |key, text| load(&[(key, text)]).map(|config| config.retention).ok();
    let builds = read("OORE_KEEP_BUILDS", "1000").unwrap().builds;
    assert_eq!((builds.age, builds.count), (None, Some(1000)));
    let logs = read("OORE_KEEP_LOGS_FOR", "90d").unwrap().logs;
    assert_eq!((logs.age, logs.count), (Some(chrono::TimeDelta::days(90)), None));
    for wrong in ["0d", "90", "12h", "36501d", "all", "-1d"] {
        assert_eq!(read("OORE_KEEP_PAYLOADS_FOR", wrong), None, "{wrong}");
    }
    for wrong in ["0", "1000001", "forever", "9d"] {
        assert_eq!(read("OORE_KEEP_LOGS", wrong), None, "{wrong}");
    }
}

#[test]
fn a_directory_of_logs_elsewhere_is_kept_from_steps_too() {
    let config =
        load(&[("OORE_LOG_DIR", "/srv/logs"), ("OORE_COMPACT_LOGS_EVERY", "off")]).unwrap();
    assert_eq!(config.runner.sandbox.private, [PathBuf::from("/srv/logs")]);
    assert_eq!(config.logs.compact_every, None);
}

#[test]
fn the_files_that_hold_secrets_are_kept_from_steps() {
    let text = "[server]\ntls_certificate = '/etc/oore/cert.pem'\ntls_key = '/etc/oore/key.pem'\n\
                [providers]\ngithub_app_id = '1'\ngithub_private_key = '/etc/oore/app.pem'\n\
                [oidc]\nissuer = 'https://id.example'\nclient_id = 'oore'\n\
                client_secret = 'file:/etc/oore/client'";
    let private = load_file(text).unwrap().runner.sandbox.private;
    let expected = [DEFAULT_FILE, "/etc/oore/key.pem", "/etc/oore/app.pem", "/etc/oore/client"];
    assert_eq!(private, expected.map(PathBuf::from));
    assert!(load(&[]).unwrap().runner.sandbox.private.is_empty());
}

#[test]
fn looks_at_repositories_can_be_turned_off() {
    let every = |text| load(&[("OORE_RECONCILE_EVERY", text)]).map(|it| it.git.reconcile_every);
    assert_eq!(every("off").ok(), Some(None));
    assert_eq!(every("1h").ok(), Some(Some(Duration::from_secs(3600))));
    for wrong in ["0s", "999ms", "25h", "never"] {
        assert!(every(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn the_environment_overrides_the_file_and_the_file_the_defaults() {
    let file = "[server]\nlisten = '127.0.0.1:1'\n[runner]\nlocal = false\ncapacity = 3\n";
    let config = Config::load(&sources(Some(file), &[("OORE_LISTEN", "127.0.0.1:2")])).unwrap();
    assert_eq!(config.server.listen.port(), 2);
    assert!(!config.runner.local);
    assert_eq!(config.runner.capacity.get(), 3);
}

#[test]
fn an_empty_variable_counts_as_absent() {
    let file = "[jobs]\ncancel_grace = '1m'\n";
    let config = Config::load(&sources(Some(file), &[("OORE_CANCEL_GRACE", "")])).unwrap();
    assert_eq!(config.jobs.cancel_grace, Duration::from_secs(60));
}

#[test]
fn sizes_have_a_unit_and_bounds() {
    let size = |text| load(&[("OORE_LOG_LIMIT", text)]).map(|it| it.jobs.log_limit_bytes).ok();
    assert_eq!(size("64KiB"), Some(64 << 10));
    assert_eq!(size("1024GiB"), Some(1 << 40));
    for wrong in ["63KiB", "1025GiB", "99999999999999999999GiB", "1000", "1GB", "1 GiB", "-1GiB"] {
        assert_eq!(size(wrong), None, "{wrong}");
    }
}

#[test]
fn lists_are_read_in_both_notations() {
    let written = load_file("[git]\nprotocols = ['ssh', 'file', 'ssh']").unwrap();
    let separated = load(&[("OORE_GIT_PROTOCOLS", "ssh, file")]).unwrap();
    assert_eq!(written.git.protocols, [GitProtocol::Ssh, GitProtocol::File]);
    assert_eq!(written.git.protocols, separated.git.protocols);
}

#[test]
fn the_data_directory_follows_the_xdg_rules() {
    let data_dir = |home: &[(&str, &str)]| {
        let environment = home.iter().map(|(name, value)| (name.into(), value.into())).collect();
        let sources = Sources { file: None, environment, cores: NonZeroU16::MIN };
        Config::load(&sources).unwrap().data_dir
    };
    assert_eq!(data_dir(&[("XDG_DATA_HOME", "/data"), ("HOME", "/h")]), Path::new("/data/oore"));
    assert_eq!(
        data_dir(&[("XDG_DATA_HOME", "data"), ("HOME", "/h")]),
        Path::new("/h/.local/share/oore")
    );
    assert_eq!(data_dir(&[]), Path::new("oore-data"));
}

#[test]
fn a_data_directory_with_odd_characters_becomes_a_sound_database_url() {
    let config = config_in(Path::new("/srv/a b?c%d"));
    assert_eq!(config.database.url.expose(), "sqlite:///srv/a%20b%3Fc%25d/oore.db?mode=rwc");
}

#[test]
fn keys_are_read_as_hexadecimal_digits_or_base64() {
    for text in [&"07".repeat(32), "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="] {
        let config = load(&[("OORE_ENCRYPTION_KEY", text)]).unwrap();
        assert_eq!(config.security.encryption_key.unwrap().expose(), &[7; 32]);
    }
}

#[test]
fn variables_of_builds_tests_and_command_lines_are_not_ours() {
    let names =
        ["OORE_SERVER", "OORE_TOKEN", "OORE_LOG", "OORE_TEST_ALL", "OORE_BUILD_ID", "OORE_INPUT_X"];
    load(&names.map(|name| (name, "x"))).unwrap();
}

#[test]
fn all_problems_of_the_environment_are_told_at_once() {
    let errors = load(&[
        ("OORE_ADMIN_TOKEN", "short"),
        ("OORE_CANCEL_GRACE", "2h"),
        ("OORE_DATABASE_URL", "mysql://root:hidden@db/oore"),
        ("OORE_ENCRYPTION_KEY", "c2hvcnQ="),
        ("OORE_GITHUB_WEBHOOK_SECRET_PREVIOUS", "old"),
        ("OORE_GIT_PROTOCOLS", "https,ext"),
        ("OORE_LISTEN", "localhost:8080"),
        ("OORE_LISTN", "127.0.0.1:8080"),
        ("OORE_LOCAL_RUNNER", "yes"),
        ("OORE_NOTHING_LIKE_IT", "1"),
        ("OORE_PUBLIC_URL", "ci.example.com"),
        ("OORE_RUNNER_CAPACITY", "0"),
        ("OORE_RUNNER_INHERIT_ENV", "ANDROID_HOME,OORE_ENCRYPTION_KEY"),
        ("OORE_RUNNER_LOST_AFTER", "30"),
        ("OORE_RUNNER_SANDBOX", "on"),
        ("OORE_RUNNER_SANDBOX_NETWORK", "all"),
        ("OORE_RUNNER_USER", "a b"),
        ("OORE_WEBHOOK_PEPPER", "pepper"),
    ])
    .unwrap_err();
    assert_snapshot!(errors, @r"
    the configuration has 18 problems:
      OORE_LISTN (environment) is an unknown variable; did you mean `OORE_LISTEN`?
      OORE_NOTHING_LIKE_IT (environment) is an unknown variable; .env.example lists all there are
      OORE_LISTEN (environment) is `localhost:8080`, not an IP address with a port, such as 127.0.0.1:8080 or [::]:8080
      OORE_PUBLIC_URL (environment) is not a URL (relative URL without a base); write it like https://ci.example.com
      OORE_DATABASE_URL (environment) starts with neither sqlite:// nor postgres://, the databases there are
      OORE_WEBHOOK_PEPPER (environment) has 6 characters, and 32 are the least; `openssl rand -hex 32` makes a good one
      OORE_ENCRYPTION_KEY (environment) is not 32 bytes as hexadecimal digits or base64; `openssl rand -hex 32` makes one
      OORE_ADMIN_TOKEN (environment) has 5 characters, and 32 are the least; `openssl rand -hex 32` makes a good one
      OORE_LOCAL_RUNNER (environment) is `yes`, neither true nor false
      OORE_RUNNER_CAPACITY (environment) is `0`, not a number of jobs from 1 to 1024
      OORE_RUNNER_LOST_AFTER (environment) is `30`, not a time such as 500ms, 30s, 5m or 1h
      OORE_RUNNER_INHERIT_ENV (environment) names `OORE_ENCRYPTION_KEY`; the server's own variables are not passed to steps
      OORE_RUNNER_USER (environment) is not the name of a user
      OORE_RUNNER_SANDBOX (environment) is `on`, none of never, untrusted, always
      OORE_RUNNER_SANDBOX_NETWORK (environment) is `all`, none of none, host
      OORE_CANCEL_GRACE (environment) is 2h, and 0s to 1h is allowed
      OORE_GIT_PROTOCOLS (environment) names `ext`, which is none of https, ssh, file, http, git
      OORE_GITHUB_WEBHOOK_SECRET_PREVIOUS (environment) is of use only beside OORE_GITHUB_WEBHOOK_SECRET; set that one
    ");
}

#[test]
fn all_problems_of_the_file_are_told_at_once_with_their_lines() {
    let errors = load_file(
        "listen = '127.0.0.1:1'\n\
         database = 'sqlite://x.db'\n\
         data_dir = 4.5\n\
         \n\
         [server]\n\
         lisen = '127.0.0.1:1'\n\
         listen = ['127.0.0.1:1']\n\
         public_url = 'https://me:pw@ci.example.com'\n\
         \n\
         [git]\n\
         protocols = []\n\
         [runer]\n\
         local = true\n\
         [webhooks]\n\
         github_secret = ''\n\
         [colours]\n",
    )
    .unwrap_err();
    assert_snapshot!(errors, @r"
    the configuration has 10 problems:
      listen (oored.toml:1) is an unknown key; did you mean `server.listen`?
      database (oored.toml:2) is a table: write [database]
      data_dir (oored.toml:3) is a number with a fraction; no setting takes one
      server.lisen (oored.toml:6) is an unknown key; did you mean `server.listen`?
      server.listen (oored.toml:7) is a list where a single value belongs
      server.public_url (oored.toml:8) holds a user name or password, and it is shown to everyone; write it like https://ci.example.com
      git.protocols (oored.toml:11) names no protocol; the default is https,ssh
      runer (oored.toml:12) is an unknown table; did you mean `runner`?
      webhooks.github_secret (oored.toml:15) is empty
      colours (oored.toml:16) is an unknown table; oored.example.toml lists all there are
    ");
}

#[test]
fn a_file_that_is_not_toml_is_told_with_its_line_and_without_its_text() {
    let errors = load_file("[security]\nadmin_token = hush-hush-hush\n").unwrap_err();
    assert_snapshot!(errors, @r"
    the configuration has a problem:
      syntax (oored.toml:2) string values must be quoted, expected literal string
    ");
}

#[test]
fn databases_that_would_forget_are_refused() {
    for url in ["sqlite://:memory:", "sqlite::memory:", "sqlite://x?mode=memory", "sqlite://"] {
        let errors = load(&[("OORE_DATABASE_URL", url)]).unwrap_err();
        assert_eq!(errors.problems[0].key, "OORE_DATABASE_URL", "{url}");
    }
}

#[test]
fn postgres_is_known_by_both_its_names() {
    for url in ["postgres://oore@db/oore", "postgresql:///oore?host=/run/postgresql"] {
        let config = load(&[("OORE_DATABASE_URL", url)]).unwrap();
        assert_eq!(config.database.url.kind(), DatabaseKind::Postgres, "{url}");
    }
}

#[test]
fn a_variable_that_is_not_text_is_refused() {
    let mut sources = sources(None, &[]);
    let bytes = OsString::from_vec(vec![0xff]);
    sources.environment.push(("OORE_GITHUB_WEBHOOK_SECRET".into(), bytes));
    assert_snapshot!(Config::load(&sources).unwrap_err(), @r"
    the configuration has a problem:
      OORE_GITHUB_WEBHOOK_SECRET (environment) is not valid UTF-8
    ");
}

#[test]
fn no_secret_shows_in_debug_output() {
    let token = "a-token-of-more-than-thirty-two-characters";
    let config = load(&[
        ("OORE_ADMIN_TOKEN", token),
        ("OORE_WEBHOOK_PEPPER", token),
        ("OORE_GITHUB_WEBHOOK_SECRET", "hush"),
        ("OORE_DATABASE_URL", "postgres://oore:hush@db/oore"),
    ])
    .unwrap();
    assert_eq!(config.webhooks.github_secret.as_ref().unwrap().expose_secret(), "hush");
    let shown = format!("{config:?}");
    assert!(!shown.contains(token) && !shown.contains("hush"), "{shown}");
}

/// The commented settings of an example, as `(name, value)`.
fn documented(example: &str, separator: &str) -> Vec<(String, String)> {
    example
        .lines()
        .filter_map(|line| line.strip_prefix('#')?.split_once(separator))
        .filter(|(name, _)| !name.starts_with(' ') && !name.contains(' '))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

#[test]
fn the_example_environment_names_every_variable_with_its_real_default() {
    let written = documented(ENV_EXAMPLE, "=");
    let expected: Vec<(String, String)> = settings::ALL
        .iter()
        .map(|s| (s.variable.to_owned(), s.default.unwrap_or_default().to_owned()))
        .collect();
    assert_eq!(written, expected);
}

#[test]
fn the_example_file_names_every_key_with_its_real_default() {
    let settings: String =
        TOML_EXAMPLE.lines().filter_map(uncommented).map(|line| format!("{line}\n")).collect();
    let sources = sources(Some(&settings), &[]);
    let mut problems = Vec::new();
    let entries = file::read(sources.file.as_ref().unwrap(), &mut problems);
    assert_eq!(problems, []);
    let keys: Vec<_> = entries.iter().map(|entry| entry.setting.key).collect();
    assert_eq!(keys, settings::ALL.iter().map(|setting| setting.key).collect::<Vec<_>>());
    for entry in &entries {
        let Some(default) = entry.setting.default else { continue };
        let text = match &entry.raw {
            reader::Raw::Text(text) => text.clone(),
            reader::Raw::List(items) => items.join(","),
        };
        assert_eq!(text, default, "{}", entry.setting.key);
    }
    Config::load(&sources).unwrap();
}

/// `#key = value` and `[table]` are settings; `# prose` is not.
fn uncommented(line: &str) -> Option<&str> {
    match line.strip_prefix('#') {
        Some(setting) => (!setting.starts_with(' ') && !setting.is_empty()).then_some(setting),
        None => Some(line),
    }
}
