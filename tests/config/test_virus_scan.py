"""Whether files are scanned is a setting, and production does not start without a scanner."""

from __future__ import annotations

import pytest

from config.settings import Settings, SettingsError

GOOD = {
    "TRACKER_DATABASE_URL": "sqlite:////tmp/nowhere.sqlite3",
    "TRACKER_SECRET_KEY": "0123456789abcdef0123456789abcdef",
    "TRACKER_EVIDENCE_DIR": "/tmp/nowhere",
    "TRACKER_HOSTS": "tracker.example",
}


def virus_scan(environment: str, value: str | None) -> str | None:
    given = GOOD | {"TRACKER_ENVIRONMENT": environment}
    return Settings.from_environ(given if value is None else given | {"TRACKER_VIRUS_SCAN": value}).virus_scan


@pytest.mark.parametrize("value", [None, "", "off"])
def test_production_does_not_start_without_a_scanner(value: str | None) -> None:
    with pytest.raises(SettingsError, match=r"TRACKER_VIRUS_SCAN is (not set|off).* clamd"):
        virus_scan("production", value)


@pytest.mark.parametrize("environment", ["development", "test"])
@pytest.mark.parametrize("value", [None, "off"])
def test_elsewhere_scanning_may_be_off(environment: str, value: str | None) -> None:
    assert virus_scan(environment, value) is None


@pytest.mark.parametrize("value", ["clamd:3310", "127.0.0.1:3310", "[::1]:3310", "/run/clamav/clamd.ctl"])
def test_a_scanner_is_named_by_host_and_port_or_by_its_socket(value: str) -> None:
    assert virus_scan("production", value) == value
    assert virus_scan("development", value) == value


@pytest.mark.parametrize("value", ["on", "clamd", "clamd:", ":3310", "clamd:0", "clamd:99999", "clamd:port"])
def test_any_other_value_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="host:port"):
        virus_scan("production", value)
