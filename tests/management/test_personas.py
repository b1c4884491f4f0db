"""The demo's people: each reaches the stage that their login promises, with presets that exist."""

import pytest

from assessment.domain.answer_sheet import parse_sheet
from assessment.domain.scoring import score
from calculator.domain.presets import BY_KEY
from calculator.domain.workload_input import parse_workload
from runrate.management.personas import PERSONAS, Persona


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.email)
def test_the_newest_attempt_reaches_the_stage_of_the_login(persona: Persona) -> None:
    newest = max(persona.attempts, key=lambda attempt: attempt.finished_at)

    assert score(parse_sheet(newest.sheet())).stage == persona.email.partition("@")[0]
    assert persona.says.partition(":")[0].lower() == persona.email.partition("@")[0]
    assert persona.attempts[-1] == newest


def test_what_a_team_runs_today_is_live_and_what_it_thinks_of_is_planned() -> None:
    found = {each.name: each.status for persona in PERSONAS for each in persona.costings}

    assert found.pop("Claims triage, review by risk") == "planned"
    assert set(found.values()) == {"live"}


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.email)
def test_each_costing_is_a_preset_with_inputs_that_fit(persona: Persona) -> None:
    for costing in persona.costings:
        inputs = {**BY_KEY[costing.preset].workload.as_form(), **costing.changes}

        assert (
            parse_workload(inputs).as_json().items()
            >= {name: str(value) for name, value in costing.changes.items()}.items()
        )
