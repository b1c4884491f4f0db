"""Links to a result, made and read as its owner does."""

from urllib.parse import urlsplit

from django.test import Client

from assessment.models import Submission
from assessment.services import links
from runrate.sharing.models import Link
from tests.assessment.walking import at


def path_of(link: Link) -> str:
    return urlsplit(links.address(link)).path


def share(client: Client, submission: Submission) -> Link:
    client.post(at("share", submission))
    link = links.current(links.SHARE, submission.pk)
    assert link is not None
    return link
