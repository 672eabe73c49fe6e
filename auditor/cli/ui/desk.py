"""What the computer in front of somebody tells of them."""

from __future__ import annotations

from auditor.core.ranges import is_timezone
from auditor.core.settings import Settings, read_environment


def desk_zone(settings: Settings) -> str:
    """The time zone of this computer, as an IANA name; the setting's where there is one."""
    from tzlocal import get_localzone_name

    if read_environment().get("AUDITOR_TIMEZONE"):
        return settings.timezone
    try:
        name = get_localzone_name().removeprefix("Etc/")
    except (LookupError, ValueError):
        return settings.timezone
    return name if is_timezone(name) else settings.timezone
