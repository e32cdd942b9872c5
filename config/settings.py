"""One frozen object, read once from the environment. A wrong or missing value is refused in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

SHORTEST_SECRET = 32


class Environment(StrEnum):
    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


class SettingsError(Exception):
    """A setting is missing or wrong. The message names the variable and what it must be."""


@dataclass(frozen=True)
class Settings:
    """All settings. The defaults are right for production; `dev.py` and the tests set what differs.

    `virus_scan` is the address of clamd; None is off, which `from_environ` refuses in production.
    """

    database_url: str
    secret_key: str
    evidence_dir: Path
    environment: Environment = Environment.PRODUCTION
    hosts: tuple[str, ...] = ()
    proxy_hops: int = 0
    virus_scan: str | None = None

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """Reads the TRACKER_… variables of `environ`; raises SettingsError with one plain sentence."""
        environment = _environment(environ)
        return cls(
            environment=environment,
            database_url=_database_url(environ),
            secret_key=_secret_key(environ),
            evidence_dir=Path(_required(environ, "TRACKER_EVIDENCE_DIR", "the folder that evidence files are kept in")),
            hosts=_hosts(environ, environment),
            proxy_hops=_proxy_hops(environ),
            virus_scan=_virus_scan(environ, environment),
        )

    @property
    def is_development(self) -> bool:
        return self.environment is Environment.DEVELOPMENT

    @property
    def is_production(self) -> bool:
        return self.environment is Environment.PRODUCTION

    @property
    def secure_cookies(self) -> bool:
        """Cookies travel only over TLS everywhere but on a developer's machine (ASVS 3.3.1)."""
        return not self.is_development


def _required(environ: Mapping[str, str], name: str, what: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise SettingsError(f"{name} is not set. It must be {what}.")
    return value


def _environment(environ: Mapping[str, str]) -> Environment:
    value = environ.get("TRACKER_ENVIRONMENT", "").strip() or Environment.PRODUCTION.value
    try:
        return Environment(value)
    except ValueError:
        raise SettingsError(f"TRACKER_ENVIRONMENT is '{value}'. It must be development, test or production.") from None


def _database_url(environ: Mapping[str, str]) -> str:
    url = _required(environ, "TRACKER_DATABASE_URL", "sqlite:////a/file or postgresql+psycopg://user@host/name")
    if url.startswith("postgres://"):
        url = "postgresql" + url.removeprefix("postgres")  # what hosting platforms hand out
    if not url.startswith(("sqlite:", "postgresql:", "postgresql+psycopg:")):
        raise SettingsError("TRACKER_DATABASE_URL must begin with sqlite: or postgresql:.")
    if url in ("sqlite://", "sqlite:///:memory:"):
        raise SettingsError("TRACKER_DATABASE_URL names a database in memory, which would forget everything.")
    return url


def _secret_key(environ: Mapping[str, str]) -> str:
    key = _required(environ, "TRACKER_SECRET_KEY", f"a random text of {SHORTEST_SECRET} characters or more")
    if len(key) < SHORTEST_SECRET:
        raise SettingsError(f"TRACKER_SECRET_KEY is too short. It must have {SHORTEST_SECRET} characters or more.")
    if len(set(key)) < 8:
        raise SettingsError("TRACKER_SECRET_KEY is too easy to guess. It must be random.")
    return key


def _hosts(environ: Mapping[str, str], environment: Environment) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in environ.get("TRACKER_HOSTS", "").split(",") if host.strip())
    if not hosts and environment is Environment.PRODUCTION:
        raise SettingsError("TRACKER_HOSTS is not set. It must name the hosts the service answers to, with commas.")
    return hosts or ("localhost", "127.0.0.1", "[::1]")


def _proxy_hops(environ: Mapping[str, str]) -> int:
    value = environ.get("TRACKER_PROXY_HOPS", "").strip() or "0"
    if not value.isdecimal() or int(value) > 5:
        raise SettingsError(f"TRACKER_PROXY_HOPS is '{value}'. It must be the number of proxies in front, 0 to 5.")
    return int(value)


def _virus_scan(environ: Mapping[str, str], environment: Environment) -> str | None:
    value = environ.get("TRACKER_VIRUS_SCAN", "").strip()
    if environment is not Environment.PRODUCTION and value in ("", "off"):
        return None
    if not value:
        raise SettingsError("TRACKER_VIRUS_SCAN is not set. It must be host:port or the path of the socket of clamd.")
    if value == "off":
        raise SettingsError("TRACKER_VIRUS_SCAN is off, which is for development only. It must name clamd.")
    host, _, port = value.rpartition(":")
    if not value.startswith("/") and not (host and port.isdecimal() and 0 < int(port) < 65_536):
        raise SettingsError(f"TRACKER_VIRUS_SCAN is '{value}'. It must be host:port, or /path/of/a/socket, of clamd.")
    return value
