//! An actor that fails too often: the process ends and says why.

use tokio::time::timeout;

use crate::support::{PATIENCE, TestApp, TestDatabase};

/// Kills the actor whenever it lives, until its budget is spent.
async fn wear_out(app: &TestApp, name: &str) {
    let mut ticks = tokio::time::interval(std::time::Duration::from_millis(5));
    let mut killed = None;
    for _ in 0..6 {
        // A new incarnation has another id; nothing tells of it outside of the tree.
        loop {
            ticks.tick().await;
            let living = app.app().actor(name).filter(|actor| Some(actor.get_id()) != killed);
            if let Some(actor) = living {
                killed = Some(actor.get_id());
                actor.kill();
                break;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_actor_that_fails_six_times_ends_the_server_with_a_message() {
    let mut app =
        TestApp::start_with(TestDatabase::sqlite(), &[("OORE_LOCAL_RUNNER", "false")]).await;
    app.may_restart("scheduler");
    let (given_up, ()) = tokio::join!(timeout(PATIENCE, app.app().given_up()), async {
        timeout(PATIENCE, wear_out(&app, "scheduler")).await.expect("it comes back");
    },);
    assert_eq!(
        given_up.expect("it gives up").to_string(),
        "scheduler failed 6 times within 60 s, the last time because: killed"
    );
    let scheduler = app.app().actors().into_iter().find(|actor| actor.name == "scheduler");
    assert_eq!(scheduler.expect("it is shown").restarts, 6);
    app.finish().await;
}
