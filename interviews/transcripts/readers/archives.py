"""Opening the zip archives that word processors write, without believing what they say of themselves."""

import io
import zipfile
import zlib
from collections.abc import Iterable
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ..refusals import Reason, Refusal

MAX_MEMBERS = 3_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_XML = 15 * 1024 * 1024
MAX_RATIO = 200
"""Text in XML packs some twenty times; a bomb, more than a thousand."""
RATIO_COUNTS_FROM = 1024 * 1024

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


class Archive:
    """An archive whose sizes were checked before anything in it was unpacked."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(OLE):
            # What Word encrypts, and what it wrote before 2007, are the same kind of container.
            raise Refusal(Reason.ENCRYPTED if ENCRYPTED_PACKAGE in data else Reason.OLD_WORD)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Refusal(Reason.NOT_WHAT_IT_SAYS) from error
        self.names = frozenset(self._zip.namelist())
        self._check()

    def _check(self) -> None:
        members = self._zip.infolist()
        if any(member.flag_bits & 0x1 for member in members):
            raise Refusal(Reason.ENCRYPTED)
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
            raise Refusal(Reason.ZIP_BOMB)
        for member in members:
            packed_too_well = member.file_size > MAX_RATIO * max(member.compress_size, 1)
            is_heavy_xml = member.filename.endswith((".xml", ".rels")) and member.file_size > MAX_XML
            if is_heavy_xml or (packed_too_well and member.file_size > RATIO_COUNTS_FROM):
                raise Refusal(Reason.ZIP_BOMB)

    def read(self, name: str) -> bytes:
        """The bytes of a member, never more than it declared."""
        try:
            return self._zip.read(name)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise Refusal(Reason.DAMAGED) from error

    def xml(self, name: str) -> Element:
        """A member's XML; entities, which can be made to swell without end, are refused."""
        try:
            return fromstring(self.read(name), forbid_dtd=True)
        except DefusedXmlException as error:
            raise Refusal(Reason.FORBIDDEN_XML) from error
        except (ParseError, ValueError) as error:
            raise Refusal(Reason.DAMAGED) from error

    def refuse_macros(self, prefixes: Iterable[str]) -> None:
        if any(name.lower().startswith(tuple(prefixes)) or "vbaproject" in name.lower() for name in self.names):
            raise Refusal(Reason.MACROS)
