"""Shapes of the boards of organisations and of their members' part."""

from typing import Any

from rest_framework import serializers

from quizzes.queries.organisation_board import Scope


class BoardQuestionSerializer(serializers.Serializer[Any]):
    """Which board: of a day, a round or a contest, below which organisation."""

    within = serializers.UUIDField(required=False, help_text="The uppermost ones without it.")
    scope = serializers.ChoiceField(
        choices=[scope.value for scope in Scope], default=Scope.ROUND.value
    )


class OrganisationCountsSerializer(serializers.Serializer[Any]):
    """One organisation with all that lies below it."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.CharField()
    people = serializers.IntegerField(allow_null=True)
    attempts = serializers.IntegerField(allow_null=True)
    average_points = serializers.FloatField(allow_null=True)
    headcount = serializers.IntegerField(allow_null=True)
    rate = serializers.FloatField(allow_null=True)
    has_below = serializers.BooleanField()


class OrganisationPlaceSerializer(OrganisationCountsSerializer):
    """One row of a board of organisations."""

    rank = serializers.IntegerField()


class OrganisationAboveSerializer(serializers.Serializer[Any]):
    """A step of the way up."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()


class OrganisationBoardSerializer(serializers.Serializer[Any]):
    """An organisation and those right below it, most people first."""

    scope = serializers.ChoiceField(choices=[scope.value for scope in Scope])
    frozen_at = serializers.DateTimeField(allow_null=True)
    within = OrganisationCountsSerializer(allow_null=True)
    above = OrganisationAboveSerializer(many=True)
    rows = OrganisationPlaceSerializer(many=True)


class AdministeredOrganisationSerializer(serializers.Serializer[Any]):
    """An organisation whose admin the person is."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()
    path = serializers.CharField()


class LookedAtRoundSerializer(serializers.Serializer[Any]):
    """A round that has begun."""

    uuid = serializers.UUIDField()
    title = serializers.CharField()
    contest_title = serializers.CharField()
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()


class AdministeredSerializer(serializers.Serializer[Any]):
    """Where an organisation admin begins."""

    organisations = AdministeredOrganisationSerializer(many=True)
    rounds = LookedAtRoundSerializer(many=True)


class ParticipationQuestionSerializer(serializers.Serializer[Any]):
    """In which round."""

    round = serializers.UUIDField()
    page = serializers.IntegerField(min_value=1, max_value=100_000, default=1)


class OrganisationPartSerializer(serializers.Serializer[Any]):
    """The members of what lies below, and how many of them have not taken part."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.CharField()
    headcount = serializers.IntegerField(allow_null=True)
    has_below = serializers.BooleanField()
    members = serializers.IntegerField()
    not_yet = serializers.IntegerField()


class ParticipationSerializer(serializers.Serializer[Any]):
    """The members of an organisation, and how many of them have not taken part."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()
    headcount = serializers.IntegerField(allow_null=True)
    members = serializers.IntegerField()
    not_yet = serializers.IntegerField()
    frozen_at = serializers.DateTimeField(allow_null=True)
    rows = OrganisationPartSerializer(many=True)


class AbsentPersonSerializer(serializers.Serializer[Any]):
    """Somebody who has not taken part yet."""

    name = serializers.CharField()
    organisation = serializers.CharField()


class AbsenceSerializer(serializers.Serializer[Any]):
    """A page of names."""

    count = serializers.IntegerField()
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    people = AbsentPersonSerializer(many=True)
