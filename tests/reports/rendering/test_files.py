"""Files of reports: of one owner alone, and gone whole, with what a killed attempt left."""

from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from runrate.reports.rendering import files


def kept(*names: str) -> None:
    for name in names:
        default_storage.save(name, ContentFile(b"%PDF"))


def test_equal_reports_of_two_people_are_two_files() -> None:
    report = uuid4()

    assert files.name_of(1, report, 2) == f"reports/1/{report.hex}-2.pdf"
    assert files.name_of(1, report, 2) != files.name_of(2, report, 2)


def test_a_report_goes_with_every_attempt_and_its_draft_and_no_other_goes() -> None:
    gone, stays = uuid4(), uuid4()
    kept(files.name_of(1, gone, 1), files.name_of(1, gone, 2), f"reports/1/.{gone.hex}-3.pdf.new")
    kept(files.name_of(1, stays, 1), files.name_of(2, gone, 1))

    files.remove_report(1, gone)

    assert default_storage.listdir("reports/1")[1] == [f"{stays.hex}-1.pdf"]
    assert default_storage.exists(files.name_of(2, gone, 1))


def test_the_folder_of_a_person_goes_whole_and_nobody_elses() -> None:
    kept(files.name_of(1, uuid4(), 1), files.name_of(2, uuid4(), 1))

    files.remove_owner(1)

    assert default_storage.listdir("reports")[0] == ["2"]


def test_what_was_never_stored_can_be_removed() -> None:
    files.remove_owner(1)
    files.remove_report(1, uuid4())

    assert not default_storage.exists("reports/1")
