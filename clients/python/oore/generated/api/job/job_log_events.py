from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    attempt: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(last_event_id, Unset):
        headers["Last-Event-ID"] = last_event_id

    params: dict[str, Any] = {}

    params["attempt"] = attempt

    params["offset"] = offset

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/jobs/{id}/log/events".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | str | None:
    if response.status_code == 200:
        response_200 = response.text
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
) -> Response[Problem | str]:
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
    attempt: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> Response[Problem | str]:
    """Follow a job's log

     What is there, then what comes, until the attempt has ended; then an event `end` with the
    attempt's status, and nothing more. A job that has not begun is waited for.

    A stream tells of one attempt: the one asked for, else the newest, or the next one of a job
    that is in the queue. When the job goes back to the queue because its runner was lost, the
    stream ends with `job_status` `queued`; follow again for the next attempt. An event's id
    (`attempt:end`) sent back as `Last-Event-ID` goes on behind that event.

    Requires the scope `build:read` and the role `viewer`.

    Args:
        id (str): Identifies a job. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        attempt (int | Unset):
        offset (int | Unset):
        last_event_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        id=id,
        attempt=attempt,
        offset=offset,
        last_event_id=last_event_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient,
    attempt: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> Problem | str | None:
    """Follow a job's log

     What is there, then what comes, until the attempt has ended; then an event `end` with the
    attempt's status, and nothing more. A job that has not begun is waited for.

    A stream tells of one attempt: the one asked for, else the newest, or the next one of a job
    that is in the queue. When the job goes back to the queue because its runner was lost, the
    stream ends with `job_status` `queued`; follow again for the next attempt. An event's id
    (`attempt:end`) sent back as `Last-Event-ID` goes on behind that event.

    Requires the scope `build:read` and the role `viewer`.

    Args:
        id (str): Identifies a job. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        attempt (int | Unset):
        offset (int | Unset):
        last_event_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return sync_detailed(
        id=id,
        client=client,
        attempt=attempt,
        offset=offset,
        last_event_id=last_event_id,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    attempt: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> Response[Problem | str]:
    """Follow a job's log

     What is there, then what comes, until the attempt has ended; then an event `end` with the
    attempt's status, and nothing more. A job that has not begun is waited for.

    A stream tells of one attempt: the one asked for, else the newest, or the next one of a job
    that is in the queue. When the job goes back to the queue because its runner was lost, the
    stream ends with `job_status` `queued`; follow again for the next attempt. An event's id
    (`attempt:end`) sent back as `Last-Event-ID` goes on behind that event.

    Requires the scope `build:read` and the role `viewer`.

    Args:
        id (str): Identifies a job. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        attempt (int | Unset):
        offset (int | Unset):
        last_event_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        id=id,
        attempt=attempt,
        offset=offset,
        last_event_id=last_event_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
    attempt: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    last_event_id: str | Unset = UNSET,
) -> Problem | str | None:
    """Follow a job's log

     What is there, then what comes, until the attempt has ended; then an event `end` with the
    attempt's status, and nothing more. A job that has not begun is waited for.

    A stream tells of one attempt: the one asked for, else the newest, or the next one of a job
    that is in the queue. When the job goes back to the queue because its runner was lost, the
    stream ends with `job_status` `queued`; follow again for the next attempt. An event's id
    (`attempt:end`) sent back as `Last-Event-ID` goes on behind that event.

    Requires the scope `build:read` and the role `viewer`.

    Args:
        id (str): Identifies a job. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        attempt (int | Unset):
        offset (int | Unset):
        last_event_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            attempt=attempt,
            offset=offset,
            last_event_id=last_event_id,
        )
    ).parsed
