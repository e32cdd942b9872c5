"""Lines of text in, a ParsedReport out."""

from tracker.domain.report_parsing.checks import check
from tracker.domain.report_parsing.parse import parse
from tracker.domain.report_parsing.publication import with_publication_day
from tracker.domain.report_parsing.serialise import as_json, from_json
from tracker.domain.report_parsing.summary import summary

__all__ = ["as_json", "check", "from_json", "parse", "summary", "with_publication_day"]
