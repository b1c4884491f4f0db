"""`manage.py doctor` fails while something is bad."""

from io import StringIO

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_the_command_fails_while_something_is_bad() -> None:
    out, err = StringIO(), StringIO()

    with pytest.raises(SystemExit):
        call_command("doctor", stdout=out, stderr=err)

    assert "BAD  mail" in out.getvalue()
    assert "to mend" in err.getvalue()
