"""A followed log, part by part, and what ended it; the test suite's server is as bad as any."""

import json
import os

from oore import AuthenticatedClient, FollowError, Patience, follow_log

oore = AuthenticatedClient(base_url=os.environ["OORE_SERVER"], token=os.environ["OORE_TOKEN"])
patience = Patience(first_pause=0.001, longest_pause=0.001, attempts=3)

try:
    for part in follow_log(oore, "JOB", patience=patience):
        print(part.attempt, len(part.data), json.dumps(part.text), part.job_status or "-")
except FollowError as error:
    print("refused", error.status, error.problem.code if error.problem else "-", error)
