"""What every test may use: the wood, with everybody in it."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker
from whitenoise.middleware import WhiteNoiseMiddleware

from spinney.http import open_doors
from tests.harness import emptying, made_tables, work
from tests.harness.browser import launch_arguments
from tests.personas import Wood, plant_wood

# How long an example takes tells how busy the machine is, and nothing of what is tested.
hypothesis_settings.register_profile(
    "suite", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("suite")

DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}
"""Fixtures of whoever asks the tests' own database."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="leave out tests that never ask a database: they were run on the other one",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Tables are made while the processes that test look for their tests: later, all would wait."""
    several = getattr(config.option, "numprocesses", None)
    leads_others = several and not hasattr(config, "workerinput")
    if leads_others and not config.option.collectonly:
        config.add_cleanup(made_tables.begin().wait)


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Files and long texts are called by what they are for: some hold the moment in which they were
    made, and all processes must call a test the same.
    """
    is_long = isinstance(val, bytes) or (isinstance(val, str) and len(val) > 80)
    return argname if is_long else None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What fifteen thousand tests are made of stays to the end: it need not be looked through for
    rubbish again and again, neither while it is made nor later.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None]:
    """Permission matrices sign everybody in at every address, walks after private words open every
    page, cases of the casebook are played whole: they count as slow.

    With --only-database: engines, kernel, texts, who may do what, and what a browser shows are the
    same whatever the database is.

    Those that take a whole process or machine for long begin first: begun last, they would keep
    everybody waiting. Then what a browser shows; a module of that is one process's, which starts
    the browser once.
    """
    for item in items:
        name, folder = item.path.name, item.path.parent.name
        walks = name.startswith("test_access") or name.endswith("_privacy.py")
        if walks or folder == "casebook":
            item.add_marker(pytest.mark.slow)
        if item.get_closest_marker("browser") and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(f"{folder}/{name}"))
    if config.getoption("--only-database"):
        _leave_out_what_asks_no_database(config, items)
    yield
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """0 for what is slow and not in the tests' own database: its turn is of no account to others. 1
    for a browser, 2 for all else.
    """
    if item.get_closest_marker("browser"):
        return 1
    fixtures = set(getattr(item, "fixturenames", ()))
    alone = not item.get_closest_marker("django_db") and not fixtures & DATABASE
    return 0 if alone and item.get_closest_marker("slow") is not None else 2


def _leave_out_what_asks_no_database(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        (kept if _asks_a_database(item) else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


def _asks_a_database(item: pytest.Item) -> bool:
    """Whether a test has the database by its marks or fixtures, or starts the site itself.

    A browser sees the same pages whatever the database is: journeys were made on the other one,
    and of those that say so (`both_databases`) one width is made on this one as well.
    """
    if item.path.name.startswith("test_access") or item.get_closest_marker("one_database"):
        return False
    if item.get_closest_marker("browser"):
        both = item.get_closest_marker("both_databases") is not None
        return both and not item.name.endswith("[1280 px]")
    fixtures = set(getattr(item, "fixturenames", ()))
    if fixtures & DATABASE:
        return True
    if item.get_closest_marker("django_db"):
        return True
    used = vars(getattr(item, "module", None) or object).values()
    starts_it = ("tests.harness.sites", "tests.harness.processes")
    return any(
        getattr(one, "__module__", getattr(one, "__name__", "")) in starts_it for one in used
    )


@pytest.fixture
def wood(db: None) -> Wood:
    """The programme, the two clusters and everybody (see tests/personas.py)."""
    return plant_wood()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A test database of this process's own: a file for SQLite (so that WAL, locks and threads are
    as they are in service), a name of its own on a PostgreSQL server.
    """
    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        name = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    else:
        name = f"test_spinney_{os.getpid()}"
        made = made_tables.template(os.environ["DATABASE_URL"])
        database.setdefault("TEST", {})["TEMPLATE"] = made
    database.setdefault("TEST", {})["NAME"] = name


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Whether the tables are there already, so that they need not be made (harness.made_tables)."""
    database = settings.DATABASES["default"]
    if "sqlite" not in database["ENGINE"]:
        return False
    made_tables.bring(Path(database["TEST"]["NAME"]))
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Tests that commit leave the database as they found it (see harness.emptying)."""
    kept = emptying.Kept()
    with django_db_blocker.unblock():
        kept.remember()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: kept.come_back())
        yield


@pytest.fixture(scope="session", autouse=True)
def keep_the_test_s_connection() -> Iterator[None]:
    """A file that a test closes itself ends its request; that must not end the connection in which
    the test's own rows stand (Django's client sees to it only for what it reads to the end).
    """
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


@pytest.fixture(scope="session", autouse=True)
def look_for_static_files_once() -> Iterator[None]:
    """Each test client makes its own middleware, which looks through all static files: a third of
    what a request to a small page takes. They stay the same while tests run.
    """
    look, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def look_once(middleware: WhiteNoiseMiddleware) -> None:
        if not found:
            look(middleware)
            found.update(middleware.files)
        middleware.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", look_once)
        yield


@pytest.fixture(autouse=True)
def files_of_its_own(tmp_path: Path, settings: object) -> None:
    """What a test uploads, and the key that it seals with, go into its own folder, never into the
    site's.
    """
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    settings.SEALS = tmp_path / "seals"  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    """What earlier tests asked at the open doors counts for nobody."""
    for door in open_doors.DOORS:
        door.forget()


@pytest.fixture
def do_waiting_work(db: None) -> Callable[[], int]:
    """Does what waits for the worker, here and now; returns how many tasks were done."""
    return work.do_waiting_work


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """The Chromium of the system, when there is one; else the one that Playwright fetched."""
    return {**browser_type_launch_args, **launch_arguments()}
