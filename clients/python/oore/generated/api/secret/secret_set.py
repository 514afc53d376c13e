from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.secret import Secret
from ...models.secret_in import SecretIn
from ...types import Response


def _get_kwargs(
    id: str,
    name: str,
    *,
    body: SecretIn,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/repositories/{id}/secrets/{name}".format(
            id=quote(str(id), safe=""),
            name=quote(str(name), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | Secret | None:
    if response.status_code == 200:
        response_200 = Secret.from_dict(response.json())

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
) -> Response[Problem | Secret]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    name: str,
    *,
    client: AuthenticatedClient,
    body: SecretIn,
) -> Response[Problem | Secret]:
    """Set a repository's secret

     Makes it, or gives it another value. A job whose `secrets` names it finds it in its
    environment, if the rules allow the job's event. It goes before a secret of the instance that
    has the same name. Rules that are left out stay as they are.

    Requires the scope `secret:write` and the role `maintainer`.

    Args:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        name (str):  Example: STORE_PASSWORD.
        body (SecretIn): A secret to set. Rules that are left out stay as they are; those of a new
            secret allow all but
            pull requests from forks. Example: {'value': 'correct horse battery staple',
            'description': 'The password of the app store', 'branches': ['main'], 'tags': ['v*']}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Secret]
    """

    kwargs = _get_kwargs(
        id=id,
        name=name,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    name: str,
    *,
    client: AuthenticatedClient,
    body: SecretIn,
) -> Problem | Secret | None:
    """Set a repository's secret

     Makes it, or gives it another value. A job whose `secrets` names it finds it in its
    environment, if the rules allow the job's event. It goes before a secret of the instance that
    has the same name. Rules that are left out stay as they are.

    Requires the scope `secret:write` and the role `maintainer`.

    Args:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        name (str):  Example: STORE_PASSWORD.
        body (SecretIn): A secret to set. Rules that are left out stay as they are; those of a new
            secret allow all but
            pull requests from forks. Example: {'value': 'correct horse battery staple',
            'description': 'The password of the app store', 'branches': ['main'], 'tags': ['v*']}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Secret
    """

    return sync_detailed(
        id=id,
        name=name,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    id: str,
    name: str,
    *,
    client: AuthenticatedClient,
    body: SecretIn,
) -> Response[Problem | Secret]:
    """Set a repository's secret

     Makes it, or gives it another value. A job whose `secrets` names it finds it in its
    environment, if the rules allow the job's event. It goes before a secret of the instance that
    has the same name. Rules that are left out stay as they are.

    Requires the scope `secret:write` and the role `maintainer`.

    Args:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        name (str):  Example: STORE_PASSWORD.
        body (SecretIn): A secret to set. Rules that are left out stay as they are; those of a new
            secret allow all but
            pull requests from forks. Example: {'value': 'correct horse battery staple',
            'description': 'The password of the app store', 'branches': ['main'], 'tags': ['v*']}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Secret]
    """

    kwargs = _get_kwargs(
        id=id,
        name=name,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    name: str,
    *,
    client: AuthenticatedClient,
    body: SecretIn,
) -> Problem | Secret | None:
    """Set a repository's secret

     Makes it, or gives it another value. A job whose `secrets` names it finds it in its
    environment, if the rules allow the job's event. It goes before a secret of the instance that
    has the same name. Rules that are left out stay as they are.

    Requires the scope `secret:write` and the role `maintainer`.

    Args:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        name (str):  Example: STORE_PASSWORD.
        body (SecretIn): A secret to set. Rules that are left out stay as they are; those of a new
            secret allow all but
            pull requests from forks. Example: {'value': 'correct horse battery staple',
            'description': 'The password of the app store', 'branches': ['main'], 'tags': ['v*']}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Secret
    """

    return (
        await asyncio_detailed(
            id=id,
            name=name,
            client=client,
            body=body,
        )
    ).parsed
