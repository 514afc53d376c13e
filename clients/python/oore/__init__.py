"""A typed client of Oore's API.

`oore.generated` follows from the OpenAPI document: a module for each operation below
`oore.generated.api`, and a class for each schema in `oore.generated.models`. What a generator
can't write is written here.
"""

from .follow import FollowError, LogPart, follow_log
from .generated import AuthenticatedClient, Client
from .patience import Patience

__all__ = ["AuthenticatedClient", "Client", "FollowError", "LogPart", "Patience", "follow_log"]
