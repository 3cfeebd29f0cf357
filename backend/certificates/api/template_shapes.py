"""Shapes of templates, for whichever desk offers them."""

from typing import Any

from rest_framework import serializers as s

from backend.certificates.enums import CertificateKind
from backend.certificates.models import CertificateTemplate

NAME_LENGTH = 120


class TemplateVersionSerializer(s.Serializer[Any]):
    """When the template changed."""

    number = s.IntegerField()
    created_at = s.DateTimeField()
    design = s.JSONField(source="document")


class TemplateSerializer(s.Serializer[CertificateTemplate]):
    """A template with its versions, the newest first; that one counts for new certificates."""

    uuid = s.UUIDField()
    name = s.CharField()
    versions = s.SerializerMethodField()

    def get_versions(self, template: CertificateTemplate) -> list[dict[str, Any]]:
        return list(TemplateVersionSerializer(template.versions.all(), many=True).data)


class TemplatesSerializer(s.Serializer[Any]):
    """`uses`: the chosen template of each kind; "" stands for all kinds without their own.

    `standard` is a design to begin a new template with; who may not design only chooses.
    """

    templates = TemplateSerializer(many=True)
    uses = s.DictField(child=s.UUIDField())
    kinds = s.ListField(child=s.ChoiceField(choices=CertificateKind.choices))
    standard = s.JSONField()
    may_design = s.BooleanField()


class TemplateWishSerializer(s.Serializer[Any]):
    """A template to be kept; what is wrong with its design is told by part."""

    name = s.CharField(max_length=NAME_LENGTH)
    design = s.JSONField()


class TemplateChoiceSerializer(s.Serializer[Any]):
    """Without a template certificates of that kind look as usual."""

    kind = s.ChoiceField(choices=["", *CertificateKind.values], allow_blank=True)
    template = s.UUIDField(allow_null=True)


class PreviewWishSerializer(s.Serializer[Any]):
    """A design as it stands in the form, kept or not."""

    design = s.JSONField()
    kind = s.ChoiceField(choices=CertificateKind.choices)


class PreviewSerializer(s.Serializer[Any]):
    """The page and a picture of it, as data addresses; it bears no signature."""

    pdf = s.CharField()
    picture = s.CharField()


class TemplatePictureWishSerializer(s.Serializer[Any]):
    picture = s.FileField()


class TemplatePictureSerializer(s.Serializer[Any]):
    digest = s.CharField(help_text="By which a design names it.")
