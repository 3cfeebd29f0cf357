"""Whether this machine can print certificates at all."""

import logging
from functools import cache

logger = logging.getLogger(__name__)


@cache
def certificates_available() -> bool:
    """False where the system's Pango is missing: certificates wait, everything else works."""
    try:
        import weasyprint
    except OSError as error:
        logger.warning(
            "certificates wait, this machine cannot print them: Pango is missing "
            "(apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0): %s",
            error,
        )
        return False
    return bool(weasyprint.__version__)
