from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.registration_in import RegistrationIn
from ...models.runner_token import RunnerToken
from ...types import Response


def _get_kwargs(
    *,
    body: RegistrationIn,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/runners/register",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | RunnerToken | None:
    if response.status_code == 200:
        response_200 = RunnerToken.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 408:
        response_408 = Problem.from_dict(response.json())

        return response_408

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

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | RunnerToken]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RegistrationIn,
) -> Response[Problem | RunnerToken]:
    """Exchange a registration token

     For the runner's own token, which is shown once: `oored runner` does it. A registration
    token is good once; the token that the runner had before opens nothing any more.

    Public: takes no token.

    Args:
        body (RegistrationIn): What a runner shows to get its token. Example:
            {'registration_token': 'oore_reg_8k2v..'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RunnerToken]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: RegistrationIn,
) -> Problem | RunnerToken | None:
    """Exchange a registration token

     For the runner's own token, which is shown once: `oored runner` does it. A registration
    token is good once; the token that the runner had before opens nothing any more.

    Public: takes no token.

    Args:
        body (RegistrationIn): What a runner shows to get its token. Example:
            {'registration_token': 'oore_reg_8k2v..'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RunnerToken
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RegistrationIn,
) -> Response[Problem | RunnerToken]:
    """Exchange a registration token

     For the runner's own token, which is shown once: `oored runner` does it. A registration
    token is good once; the token that the runner had before opens nothing any more.

    Public: takes no token.

    Args:
        body (RegistrationIn): What a runner shows to get its token. Example:
            {'registration_token': 'oore_reg_8k2v..'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RunnerToken]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: RegistrationIn,
) -> Problem | RunnerToken | None:
    """Exchange a registration token

     For the runner's own token, which is shown once: `oored runner` does it. A registration
    token is good once; the token that the runner had before opens nothing any more.

    Public: takes no token.

    Args:
        body (RegistrationIn): What a runner shows to get its token. Example:
            {'registration_token': 'oore_reg_8k2v..'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RunnerToken
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
