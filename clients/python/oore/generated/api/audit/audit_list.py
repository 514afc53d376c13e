import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.audit_event_page import AuditEventPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 50,
    page_token: str | Unset = UNSET,
    actor: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    repo: str | Unset = UNSET,
    target: str | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["page_token"] = page_token

    params["actor"] = actor

    params["operation"] = operation

    params["repo"] = repo

    params["target"] = target

    json_since: str | Unset = UNSET
    if not isinstance(since, Unset):
        json_since = since.isoformat()
    params["since"] = json_since

    json_until: str | Unset = UNSET
    if not isinstance(until, Unset):
        json_until = until.isoformat()
    params["until"] = json_until

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/audit",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AuditEventPage | Problem | None:
    if response.status_code == 200:
        response_200 = AuditEventPage.from_dict(response.json())

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
) -> Response[AuditEventPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    page_token: str | Unset = UNSET,
    actor: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    repo: str | Unset = UNSET,
    target: str | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
) -> Response[AuditEventPage | Problem]:
    """List what was done

     Who did what to what, and from where; the newest first. Who is an admin of single
    repositories sees what was done there.

    Requires the scope `audit:read` and the role `admin`.

    Args:
        limit (int | Unset):  Default: 50.
        page_token (str | Unset):
        actor (str | Unset):
        operation (str | Unset):
        repo (str | Unset): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        target (str | Unset):
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuditEventPage | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        page_token=page_token,
        actor=actor,
        operation=operation,
        repo=repo,
        target=target,
        since=since,
        until=until,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    page_token: str | Unset = UNSET,
    actor: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    repo: str | Unset = UNSET,
    target: str | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
) -> AuditEventPage | Problem | None:
    """List what was done

     Who did what to what, and from where; the newest first. Who is an admin of single
    repositories sees what was done there.

    Requires the scope `audit:read` and the role `admin`.

    Args:
        limit (int | Unset):  Default: 50.
        page_token (str | Unset):
        actor (str | Unset):
        operation (str | Unset):
        repo (str | Unset): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        target (str | Unset):
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditEventPage | Problem
    """

    return sync_detailed(
        client=client,
        limit=limit,
        page_token=page_token,
        actor=actor,
        operation=operation,
        repo=repo,
        target=target,
        since=since,
        until=until,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    page_token: str | Unset = UNSET,
    actor: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    repo: str | Unset = UNSET,
    target: str | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
) -> Response[AuditEventPage | Problem]:
    """List what was done

     Who did what to what, and from where; the newest first. Who is an admin of single
    repositories sees what was done there.

    Requires the scope `audit:read` and the role `admin`.

    Args:
        limit (int | Unset):  Default: 50.
        page_token (str | Unset):
        actor (str | Unset):
        operation (str | Unset):
        repo (str | Unset): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        target (str | Unset):
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuditEventPage | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        page_token=page_token,
        actor=actor,
        operation=operation,
        repo=repo,
        target=target,
        since=since,
        until=until,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    page_token: str | Unset = UNSET,
    actor: str | Unset = UNSET,
    operation: str | Unset = UNSET,
    repo: str | Unset = UNSET,
    target: str | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
) -> AuditEventPage | Problem | None:
    """List what was done

     Who did what to what, and from where; the newest first. Who is an admin of single
    repositories sees what was done there.

    Requires the scope `audit:read` and the role `admin`.

    Args:
        limit (int | Unset):  Default: 50.
        page_token (str | Unset):
        actor (str | Unset):
        operation (str | Unset):
        repo (str | Unset): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        target (str | Unset):
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditEventPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            page_token=page_token,
            actor=actor,
            operation=operation,
            repo=repo,
            target=target,
            since=since,
            until=until,
        )
    ).parsed
