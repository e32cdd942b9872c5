"""Password hashes: argon2id with the parameters OWASP recommends (19 MiB, two passes, one lane).

Slow on purpose (some 30 ms): never call these inside a write transaction.
"""

from __future__ import annotations

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from tracker.domain.password_rules import LONGEST

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)

# The hash of a random text that was thrown away. Verified where there is none to verify, so that an address nobody has
# takes as long as a wrong password (ASVS 6.3.8).
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$aaUNH2CQ+o1/Cjp1Ni29+w$t0Y6FEHw9lpuGmbs2SsjRPbWyCWLXFYGDD0ZQQo3Lkc"


def hash_password(password: str) -> str:
    return _HASHER.hash(_bytes(password))


def verify(password_hash: str | None, password: str) -> bool:
    """Whether `password` is the one that was hashed. As slow with no hash, and with a password too long to be one."""
    known = password_hash is not None and len(password) <= LONGEST
    try:
        matches = _HASHER.verify(password_hash if known and password_hash else _NOBODYS, _bytes(password[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
    return matches and known


def needs_new_hash(password_hash: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(password_hash)


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
