from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.repository import Repository
from ...models.repository_patch import RepositoryPatch
from ...types import Response


def _get_kwargs(
    id: str,
    *,
    body: RepositoryPatch,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/repositories/{id}".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | Repository | None:
    if response.status_code == 200:
        response_200 = Repository.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 408:
        response_408 = Problem.from_dict(response.json())

        return response_408

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | Repository]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    body: RepositoryPatch,
) -> Response[Problem | Repository]:
    """Change a repository

     Fields that are left out stay as they are. Owner, name, clone URL and API address are a
    maintainer's of the whole server to change.

    Requires the scope `repo:write` and the role `maintainer`.

    Args:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        body (RepositoryPatch): What to change of a repository; what is left out stays. Example:
            {'default_branch': 'develop', 'pull_request_builds': 'merge', 'active': True, 'clone_url':
            None, 'fork_approval': 'always'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Repository]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient,
    body: RepositoryPatch,
) -> Problem | Repository | None:
    """Change a repository

     Fields that are left out stay as they are. Owner, name, clone URL and API address are a
    maintainer's of the whole server to change.

    Requires the scope `repo:write` and the role `maintainer`.

    Args:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        body (RepositoryPatch): What to change of a repository; what is left out stays. Example:
            {'default_branch': 'develop', 'pull_request_builds': 'merge', 'active': True, 'clone_url':
            None, 'fork_approval': 'always'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Repository
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    body: RepositoryPatch,
) -> Response[Problem | Repository]:
    """Change a repository

     Fields that are left out stay as they are. Owner, name, clone URL and API address are a
    maintainer's of the whole server to change.

    Requires the scope `repo:write` and the role `maintainer`.

    Args:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        body (RepositoryPatch): What to change of a repository; what is left out stays. Example:
            {'default_branch': 'develop', 'pull_request_builds': 'merge', 'active': True, 'clone_url':
            None, 'fork_approval': 'always'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Repository]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
    body: RepositoryPatch,
) -> Problem | Repository | None:
    """Change a repository

     Fields that are left out stay as they are. Owner, name, clone URL and API address are a
    maintainer's of the whole server to change.

    Requires the scope `repo:write` and the role `maintainer`.

    Args:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        body (RepositoryPatch): What to change of a repository; what is left out stays. Example:
            {'default_branch': 'develop', 'pull_request_builds': 'merge', 'active': True, 'clone_url':
            None, 'fork_approval': 'always'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Repository
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
        )
    ).parsed
