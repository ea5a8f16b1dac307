"""Exceptions of cmgraph. What Python has an exception for raises that: ``FileNotFoundError``, ``ValueError``."""


class CmgraphError(Exception):
    """Base of the exceptions that only cmgraph raises."""

    __module__ = "cmgraph"


class ExportError(CmgraphError, ValueError):
    """An export or roster that cannot be read: not of the format, damaged, saved by a spreadsheet program.

    Attributes
    ----------
    file : str or None
        The file, as ``export.zip/Messages.csv``.
    line : int or None
        Line of the file, from 1.
    column : str or None
        Column by its header.
    """

    __module__ = "cmgraph"

    def __init__(
        self, message: str, file: str | None = None, line: int | None = None, column: str | None = None
    ) -> None:
        super().__init__(message)
        self.file = file
        self.line = line
        self.column = column


class Withheld(CmgraphError, PermissionError):
    """What the privacy mode in force does not let out."""

    __module__ = "cmgraph"
