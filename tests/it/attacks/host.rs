//! What a job does to the machine that it runs on. That processes end with their step, whatever
//! they do, is in `flows::cancel` and in the runner's own tests, as is what a sandbox keeps out.

use std::fs;

use crate::support::{
    GitRepository, TestApp, TestDatabase, job_of, on_both_databases, processes_with,
};

on_both_databases!(
    a_job_in_a_sandbox_reaches_nothing_of_the_server,
    a_workspace_full_of_links_is_cleaned_and_nothing_else_is,
);

async fn a_job_in_a_sandbox_reaches_nothing_of_the_server(database: TestDatabase) {
    let shown = tempfile::tempdir().expect("a directory");
    fs::write(shown.path().join("client-secret"), "of the server").expect("written");
    let client_secret = format!("file:{}/client-secret", shown.path().display());
    let app = TestApp::start_with(
        database,
        &[
            ("OORE_RUNNER_SANDBOX", "always"),
            ("OORE_RUNNER_SANDBOX_READ", &shown.path().to_string_lossy()),
            ("OORE_OIDC_ISSUER", "https://id.invalid"),
            ("OORE_OIDC_CLIENT_ID", "oore"),
            ("OORE_OIDC_CLIENT_SECRET", &client_secret),
        ],
    )
    .await;
    let data = app.data_dir().join("data");
    assert!(data.join("encryption-key").exists() && data.join("local-runner.json").exists());
    let port = app.client.base_url().rsplit(':').next().expect("a port").to_owned();
    let git = GitRepository::new();
    let marker = format!("marker-{}", git.word());
    let script = format!(
        "cd {data}\ncat encryption-key admin-token local-runner.json oore.db 2>/dev/null && exit 1\n\
         ls runner/jobs 2>/dev/null && exit 1\n\
         ls {shown}/client-secret || exit 1\n\
         cat {shown}/client-secret 2>/dev/null && exit 1\n\
         (exec 3<>/dev/tcp/127.0.0.1/{port}) 2>/dev/null && exit 1\n\
         (setsid sh -c 'exec sleep 1000' {marker} &)\n\
         test \"$(ls)\" = runner && git -C $OORE_WORKSPACE status --short && echo kept in\n",
        data = data.display(),
        shown = shown.path().display()
    );
    let pipeline =
        "version: 1\non: push\njobs:\n  attack:\n    steps:\n      - run: bash attack.sh\n";
    git.commit("First", &[("oore.yaml", pipeline), ("attack.sh", &script)]);
    let repository = app.register("acme/app", git).await;
    let build = app.push_finishes(&repository).await;
    let log = app.log(&build, "attack").await;
    assert_eq!(build["status"], "succeeded", "{log}");
    assert!(log.ends_with("kept in\n"), "{log}");
    assert_eq!(processes_with(&marker), Vec::<String>::new());
    app.finish().await;
}

async fn a_workspace_full_of_links_is_cleaned_and_nothing_else_is(database: TestDatabase) {
    let app = TestApp::start(database).await;
    let outside = tempfile::tempdir().expect("a directory");
    fs::write(outside.path().join("kept"), "x").expect("written");
    let script = format!(
        "ln -s {outside} link; mkdir -p a/b; ln -s {outside} a/b/link; ln -s / root\n\
         ln {outside}/kept hard 2>/dev/null || true; mkfifo pipe; chmod 000 a/b; chmod 500 a\n\
         rm -rf $OORE_OUTPUT; ln -s {outside}/kept $OORE_OUTPUT",
        outside = outside.path().display()
    );
    let pipeline =
        "version: 1\non: push\njobs:\n  attack:\n    steps:\n      - run: bash attack.sh\n";
    let git = GitRepository::new();
    git.commit("First", &[("oore.yaml", pipeline), ("attack.sh", &script)]);
    let repository = app.register("acme/app", git).await;
    let build = app.push_finishes(&repository).await;
    let step = &job_of(&build, "attack")["steps"][1];
    assert_eq!(step["detail"], "OORE_OUTPUT: it is not a regular file any more", "{build:#}");
    app.finish().await;
    assert_eq!(fs::read(outside.path().join("kept")).expect("kept"), b"x");
}
