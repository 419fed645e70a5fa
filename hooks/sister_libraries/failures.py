"""What stops a command, in words for whoever called it; a fault of our own has none, and shows where it is."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from sister_libraries.languages import N_, site_languages
from sister_libraries.problems import BuildFailed, ProblemsFound

if TYPE_CHECKING:
    from pathlib import Path

NO_MEMORY = N_("There is not enough memory for this.")
# What a system may refuse anybody.
SYSTEM = {
    errno.ENOSPC: N_("The disk is full."),
    errno.EFBIG: N_("A file grew larger than the system allows."),
    errno.EROFS: N_("The disk cannot be written to."),
    errno.ENOENT: N_("There is no such file or folder."),
    errno.ENOTDIR: N_("This is no folder."),
    errno.EISDIR: N_("This is a folder."),
    errno.EEXIST: N_("There is something of this name already."),
    errno.EACCES: N_("The system does not allow this."),
    errno.ENOMEM: NO_MEMORY,
}


def in_words(error: Exception, root: Path) -> str | None:
    """What went wrong, in every language of the site; None for a fault of our own."""
    if isinstance(error, ProblemsFound):
        from sister_libraries.report import as_text  # noqa: PLC0415 - large, and memory may be what is lacking

        return as_text(error.problems, root, site_languages())
    if isinstance(error, BuildFailed):
        return str(error)
    message = NO_MEMORY if isinstance(error, MemoryError) or _found_no_room(error) else None
    file = ""
    if isinstance(error, OSError):
        message = SYSTEM.get(error.errno or 0)
        file = f"{error.filename}: " if error.filename else ""
    return message and file + " · ".join(each.say(message) for each in site_languages())


def _found_no_room(error: Exception) -> bool:
    """Whether a library could not be loaded for lack of memory.

    Linux says the same where programs may not be run, of which we have no words of our own.
    """
    if not isinstance(error, ImportError) or "failed to map segment" not in str(error):
        return False
    return not (error.path and os.statvfs(error.path).f_flag & os.ST_NOEXEC)
