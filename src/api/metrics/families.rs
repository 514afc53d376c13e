//! The figures by what they are about, with their names and meanings. `docs/metrics.md` tells them
//! to people, and a test holds both together.

use crate::actors::supervision::Directory;
use crate::api::services::Services;
use crate::config::DatabaseKind;
use crate::domain::status::{BuildStatus, JobStatus, WebhookEventStatus};
use crate::domain::text_enum::TextEnum;
use crate::metrics::{Distribution, Metrics, Page, Process, Sample, Value};
use crate::store::fleet::Fleet;
use crate::store::lags::{Lag, Lags};

/// Webhooks and what was decided.
pub(super) fn events(page: &mut Page, metrics: &Metrics) {
    let webhooks = &metrics.requests.webhooks;
    let received = Sample::each("provider", webhooks, |it| (&it.received).into());
    page.count("webhooks_received", "Webhooks that came, good and bad", received);
    let acknowledged = Sample::each("provider", webhooks, |it| (&it.acknowledged).into());
    page.count("webhooks_acknowledged", "Webhooks that are on disk", acknowledged);
    let refused = webhooks.iter().flat_map(|(provider, it)| {
        let labels = move |reason| [("provider", provider.as_str()), ("reason", reason)];
        let sample = move |(reason, count)| Sample::of(labels(reason), Value::Count(count));
        it.refused().into_iter().map(sample)
    });
    page.count("webhooks_refused", "Webhooks that were not taken", refused.collect());
    alone(
        page,
        "webhook_acknowledge_seconds",
        "From a webhook's head to its acknowledgement",
        &metrics.requests.acknowledge_time,
    );
    let is_outcome = |status| status != WebhookEventStatus::Received;
    let decisions = Sample::each_of("outcome", &metrics.decisions, is_outcome, |it| it.into());
    page.count("decisions", "Handlings of webhook events that ended", decisions);
    alone(
        page,
        "decision_lag_seconds",
        "From a webhook's receipt to its decision",
        &metrics.decision_time,
    );
}

/// Builds, jobs, logs, and telling of them.
pub(super) fn work(page: &mut Page, metrics: &Metrics) {
    let builds = Sample::each_of("status", &metrics.builds, BuildStatus::is_final, |it| it.into());
    page.count("builds_ended", "Builds that ended", builds);
    alone(page, "build_seconds", "From a build's making to its end", &metrics.build_time);
    let jobs = Sample::each_of("status", &metrics.jobs, JobStatus::is_final, |it| it.into());
    page.count("jobs_ended", "Jobs that ended", jobs);
    let waited = "For how long jobs waited for a runner";
    alone(page, "job_queue_wait_seconds", waited, &metrics.queue_wait);
    let bytes = Sample::alone(&metrics.log_bytes);
    page.count("log_received_bytes", "Bytes of output that were stored", bytes);
    let tellings = Sample::each("result", &metrics.tellings, |it| it.into());
    page.count("status_tellings", "Calls that tell a provider a state", tellings);
    let called = "How long calls took that tell a provider a state";
    alone(page, "status_telling_seconds", called, &metrics.telling_time);
}

/// What waits now.
pub(super) fn waiting(page: &mut Page, lags: &Lags) {
    let Lags { webhook_events, jobs, status_reports } = *lags;
    let all: [(_, _, _, _, Lag); 3] = [
        (
            "webhook_events_waiting",
            "Webhook events that wait to be decided",
            "webhook_events_lag_seconds",
            "For how long the oldest of these webhook events has been waiting",
            webhook_events,
        ),
        (
            "jobs_waiting",
            "Jobs that wait for a runner",
            "jobs_lag_seconds",
            "How long ago the oldest of these jobs was made",
            jobs,
        ),
        (
            "status_reports_waiting",
            "States that a provider is still to be told",
            "status_reports_lag_seconds",
            "For how long the oldest of these states has been waiting",
            status_reports,
        ),
    ];
    for (count, counted, lag, lagging, Lag { count: waiting, seconds }) in all {
        page.level(count, counted, Sample::alone(Value::Level(waiting as f64)));
        page.level(lag, lagging, Sample::alone(Value::Level(seconds)));
    }
}

/// Runners and their room.
pub(super) fn runners(page: &mut Page, fleet: &Fleet) {
    let Fleet { registered, connected, busy, slots, busy_slots } = *fleet;
    for (name, help, value) in [
        ("runners_registered", "Runners that are registered", registered),
        ("runners_connected", "Runners that are connected", connected),
        ("runners_busy", "Runners that have a job", busy),
        ("runner_slots", "How many jobs the connected runners run at a time", slots),
        ("runner_slots_busy", "How many jobs runners have", busy_slots),
    ] {
        page.level(name, help, Sample::alone(Value::Level(value as f64)));
    }
}

/// The tree of actors, by kind.
pub(super) fn actors(page: &mut Page, directory: &Directory) {
    let kinds = directory.kinds();
    let each = |value: fn(&_) -> Value| {
        kinds.iter().map(|(kind, view)| Sample::of([("actor", kind)], value(view))).collect()
    };
    let actors = each(|kind| Value::Level(kind.actors as f64));
    page.level("actors", "Actors that live or are being restarted", actors);
    let mailbox = each(|kind| Value::Level(kind.mailbox as f64));
    page.level("actor_mailbox_messages", "Messages that wait for actors", mailbox);
    let failures = each(|kind| Value::Count(kind.failures));
    page.count("actor_restarts", "Failures of actors, each followed by a restart", failures);
}

/// Commits and connections.
pub(super) fn storage(page: &mut Page, services: &Services) {
    let metrics = &services.metrics;
    alone(page, "commit_writes", "Writes that were committed together", &metrics.commit_writes);
    let took = "How long a commit took, its writes included";
    alone(page, "commit_seconds", took, &metrics.commit_time);
    let connections = services.pools.iter().flat_map(|pool| {
        let (open, idle) = pool.sizes();
        [("used", open.saturating_sub(idle)), ("idle", idle)].map(|(state, count)| {
            let labels = [("pool", pool.name), ("state", state)];
            Sample::of(labels, Value::Level(f64::from(count)))
        })
    });
    page.level("database_connections", "Connections to the database", connections.collect());
}

/// HTTP, and who was held back.
pub(super) fn requests(page: &mut Page, services: &Services) {
    let metrics = &services.metrics;
    let operations = metrics.requests.operations();
    let classes = ["1xx", "2xx", "3xx", "4xx", "5xx"];
    let counts = operations.iter().flat_map(|(id, operation)| {
        let counted = classes.iter().zip(&operation.classes).filter(|(_, it)| it.get() > 0);
        counted.map(|(class, it)| Sample::of([("operation", *id), ("status", *class)], it))
    });
    page.count("http_requests", "HTTP requests that were answered", counts.collect());
    let times = operations.iter().map(|(id, it)| Sample::of([("operation", *id)], &it.time));
    let took = "From a request's head to its answer's head";
    page.distribution("http_request_seconds", took, times.collect());
    let open = Sample::each("kind", &metrics.streams, |it| Value::Level(it.get() as f64));
    page.level("event_streams_open", "Streams of events that somebody reads", open);
    let counts = &services.sign_in.counts;
    for (name, help, count) in [
        ("sign_ins", "Persons who signed in", counts.accepted.get()),
        ("sign_ins_refused", "Sign-ins that were refused", counts.refused.get()),
        ("sign_ins_throttled", "Sign-ins told to wait (429)", services.sign_in.brake.held_back()),
        ("tokens_throttled", "Wrong tokens told to wait (429)", services.token_brake.held_back()),
    ] {
        page.count(name, help, Sample::alone(Value::Count(count)));
    }
}

/// The process and the program.
pub(super) fn server(page: &mut Page, services: &Services, process: &Process) {
    let started = services.started_at.timestamp_millis() as f64 / 1000.0;
    let start = "When the server started, in seconds since 1970";
    page.level("process_start_time_seconds", start, Sample::alone(Value::Level(started)));
    let told = |value: Option<u64>| {
        value.map(|value| Sample::alone(Value::Level(value as f64))).unwrap_or_default()
    };
    let memory = told(process.resident_bytes);
    page.level("process_resident_memory_bytes", "Memory that the server has in use", memory);
    let files = told(process.open_files);
    page.level("process_open_fds", "Files, sockets and pipes that the server has open", files);
    let sent = Sample::alone(&services.metrics.spans_sent);
    page.count("trace_spans_sent", "Spans of traces that a collector took", sent);
    let dropped = Sample::alone(&services.metrics.spans_dropped);
    page.count("trace_spans_dropped", "Spans of traces that were lost", dropped);
    let database = match services.settings.database {
        DatabaseKind::Sqlite => "sqlite",
        DatabaseKind::Postgres => "postgres",
    };
    let labels = [("version", env!("CARGO_PKG_VERSION")), ("database", database)];
    let info = vec![Sample::of(labels, Value::Level(1.0))];
    page.level("server_info", "1, with the version and the database as labels", info);
}

fn alone(page: &mut Page, name: &'static str, help: &'static str, of: &Distribution) {
    page.distribution(name, help, Sample::alone(of));
}
