//! What a job needs before its first step: a sandbox that can be made, a workspace, and the
//! environment that its steps have in common.

use std::{path::PathBuf, sync::Arc};

use super::{Job, JobError, secrets};
use crate::{
    Options, ServerAddress, blocking,
    environment::{self, Variables},
    sandbox::{self, System},
    step::order::Sandbox,
    user::User,
    workspace::Workspace,
};

impl Job {
    pub(super) async fn prepare(&mut self) -> Result<(), JobError> {
        let (options, lease) = (Arc::clone(&self.options), self.spec.lease);
        let is_kept_in = options.sandbox.mode.holds(self.spec.is_untrusted);
        if is_kept_in {
            let options = Arc::clone(&options);
            let probed =
                blocking::run(move || Ok(sandbox::probe(&options.sandbox, options.user.as_ref())));
            probed.await?.map_err(|reason| self.no_sandbox(&reason))?;
        }
        let made = blocking::run(move || {
            let workspace = Workspace::create(&options.data_dir, lease, options.user.as_ref())?;
            let sandbox = is_kept_in.then(|| sandbox_of(&options, &workspace)).transpose()?;
            Ok((workspace, sandbox))
        });
        let (workspace, sandbox) = made.await.map_err(JobError::Workspace)?;
        self.inherited = inherited(&self.options, &workspace);
        let mut base = self.inherited.clone();
        if sandbox.is_some() {
            let home = environment::place("HOME", &workspace.home);
            base.extend([home, ("TMPDIR".to_owned(), "/tmp".to_owned())]);
        }
        base.extend(self.spec.base_env.clone());
        self.environment.base = base;
        (self.workspace, self.sandbox) = (Some(workspace), sandbox);
        let env = self.spec.env.clone();
        let rendered = self
            .render_all(&env, self.environment.variables())
            .map_err(|(name, error)| JobError::Environment { name, error })?;
        self.environment.base.extend(rendered);
        self.environment.base.extend(secrets::variables(&self.spec));
        Ok(())
    }

    fn no_sandbox(&self, reason: &str) -> JobError {
        let whose = if self.spec.is_untrusted {
            "the job's commands come from a stranger, and may run in a sandbox only"
        } else {
            "jobs run in a sandbox on this runner (--sandbox always)"
        };
        JobError::Sandbox(format!("{whose}: {reason}"))
    }
}

fn sandbox_of(options: &Options, workspace: &Workspace) -> std::io::Result<Sandbox> {
    let program = sandbox::bubblewrap().map_err(std::io::Error::other)?;
    let system = System::look(&options.sandbox, &private(options))?;
    let arguments = system.arguments(Some(&sandbox::Job { workspace }));
    Ok(Sandbox { program, arguments })
}

/// What no job may see: the data directories of this runner and of a server that started it, and
/// the home of its user.
fn private(options: &Options) -> Vec<PathBuf> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let server = match &options.server {
        ServerAddress::File(file) => file.parent().map(PathBuf::from),
        ServerAddress::Fixed { .. } => None,
    };
    let user = options.user.as_ref().map(|user| user.home().to_owned());
    [Some(options.data_dir.clone()), home, server, user].into_iter().flatten().collect()
}

/// What passes from the runner's own environment, or stands for it.
fn inherited(options: &Options, workspace: &Workspace) -> Variables {
    let own = |name: &str| std::env::var(name).ok();
    let mut variables = environment::inherited(&options.inherit_env, own);
    variables.extend([environment::place("TMPDIR", &workspace.temporary)]);
    if let Some(user) = &options.user {
        variables.extend(of_user(user));
    }
    variables
}

fn of_user(user: &User) -> Variables {
    let name = |variable: &str| (variable.to_owned(), user.name().to_owned());
    Variables::from([environment::place("HOME", user.home()), name("USER"), name("LOGNAME")])
}
