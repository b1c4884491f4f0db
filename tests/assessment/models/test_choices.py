"""Stages and dimensions are called in the administration what the questionnaire calls them."""

from assessment.domain.questionnaire import load, versions
from assessment.models import DimensionName, StageName


def test_stages_and_dimensions_have_the_names_of_every_version() -> None:
    for version in versions():
        instrument = load(version)

        assert {key: str(name) for key, name in StageName.choices} == {
            stage.key: stage.name for stage in instrument.stages
        }
        assert {key: str(name) for key, name in DimensionName.choices} == {
            dimension.key: dimension.name for dimension in instrument.dimensions
        }
