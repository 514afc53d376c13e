from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.pipeline_in import PipelineIn
from ...models.pipeline_report import PipelineReport
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    *,
    body: PipelineIn,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/pipelines/lint",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PipelineReport | Problem | None:
    if response.status_code == 200:
        response_200 = PipelineReport.from_dict(response.json())

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

    if response.status_code == 408:
        response_408 = Problem.from_dict(response.json())

        return response_408

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

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
) -> Response[PipelineReport | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: PipelineIn,
) -> Response[PipelineReport | Problem]:
    """Check a pipeline file

     Says what a build of it would say: every mistake with its place and what to do about it.
    Nothing is stored and nothing is run. `oore lint` checks the same without a server.

    Requires the scope `build:read` and the role `viewer`.

    Args:
        body (PipelineIn): A pipeline file to check. Example: {'path': 'oore.yaml', 'text':
            'version: 1\\non: push\\njobs:\\n  test:\\n    steps:\\n      - run: make test\\njobz:
            {}\\n'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PipelineReport | Problem]
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
    client: AuthenticatedClient,
    body: PipelineIn,
) -> PipelineReport | Problem | None:
    """Check a pipeline file

     Says what a build of it would say: every mistake with its place and what to do about it.
    Nothing is stored and nothing is run. `oore lint` checks the same without a server.

    Requires the scope `build:read` and the role `viewer`.

    Args:
        body (PipelineIn): A pipeline file to check. Example: {'path': 'oore.yaml', 'text':
            'version: 1\\non: push\\njobs:\\n  test:\\n    steps:\\n      - run: make test\\njobz:
            {}\\n'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PipelineReport | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: PipelineIn,
) -> Response[PipelineReport | Problem]:
    """Check a pipeline file

     Says what a build of it would say: every mistake with its place and what to do about it.
    Nothing is stored and nothing is run. `oore lint` checks the same without a server.

    Requires the scope `build:read` and the role `viewer`.

    Args:
        body (PipelineIn): A pipeline file to check. Example: {'path': 'oore.yaml', 'text':
            'version: 1\\non: push\\njobs:\\n  test:\\n    steps:\\n      - run: make test\\njobz:
            {}\\n'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PipelineReport | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: PipelineIn,
) -> PipelineReport | Problem | None:
    """Check a pipeline file

     Says what a build of it would say: every mistake with its place and what to do about it.
    Nothing is stored and nothing is run. `oore lint` checks the same without a server.

    Requires the scope `build:read` and the role `viewer`.

    Args:
        body (PipelineIn): A pipeline file to check. Example: {'path': 'oore.yaml', 'text':
            'version: 1\\non: push\\njobs:\\n  test:\\n    steps:\\n      - run: make test\\njobz:
            {}\\n'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PipelineReport | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
