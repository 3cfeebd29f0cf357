"""Django's admin: staff look after everything, organisation admins see their own subtree."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Consent, User
from backend.accounts.permissions import signed_in
from backend.accounts.rules.identifier import normalise_phone
from backend.accounts.rules.person import clean_full_name
from backend.common.errors import DomainError
from backend.common.text import name_sort_key, search_key
from backend.organisations.actions.organisation import add_organisations
from backend.organisations.models import Membership, Organisation
from backend.organisations.permissions import administers, is_organisation_admin, is_staff
from backend.organisations.queries.organisation import administered_by

admin.site.unregister(Group)  # roles are memberships


class OwnSubtree(admin.ModelAdmin):
    """Staff may do all; organisation admins may look at what is theirs; nobody deletes."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_organisation_admin(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return is_organisation_admin(request.user)

    def has_add_permission(self, request: HttpRequest, *_more: Any) -> bool:
        return is_staff(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return is_staff(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class PersonForm(forms.ModelForm):
    """A person's own data, under the rules of registration."""

    def clean_full_name(self) -> str:
        return _by_rule(clean_full_name, self.cleaned_data["full_name"])

    def clean_phone(self) -> str | None:
        phone = self.cleaned_data.get("phone")
        return _by_rule(normalise_phone, phone) if phone else None

    def clean_email(self) -> str | None:
        email = self.cleaned_data.get("email")
        return email.lower() if email else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("phone") and not cleaned.get("email"):
            raise forms.ValidationError(_("Cần số điện thoại hoặc thư điện tử."))
        return cleaned


class ChangePersonForm(PersonForm, UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


class AddPersonForm(PersonForm, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "phone", "full_name", "birth_date"]


class ConsentInline(admin.TabularInline):
    """What the person agreed to; evidence, never edited."""

    model = Consent
    extra = 0
    can_delete = False
    fields = ("purpose", "granted", "channel", "guardian_name", "given_at")
    readonly_fields = ("purpose", "granted", "channel", "guardian_name", "given_at")

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return is_staff(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(OwnSubtree, DjangoUserAdmin):
    """People. Organisation admins see names of their own people, not how to reach them."""

    form = ChangePersonForm
    add_form = AddPersonForm
    list_display = ["full_name", "is_active", "is_staff", "date_joined"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["search_key"]
    ordering = ["name_sort_key"]
    readonly_fields = ["uuid", "date_joined", "last_login"]
    filter_horizontal = ()
    inlines = [ConsentInline]
    fieldsets = [
        (None, {"fields": ["uuid", "full_name", "name_sort_key", "birth_date"]}),
        (_("Đăng nhập"), {"fields": ["phone", "email", "password", "preferred_language"]}),
        (_("Quyền"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("Thời điểm"), {"fields": ["date_joined", "last_login"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "full_name",
                    "phone",
                    "email",
                    "birth_date",
                    "usable_password",
                    "password1",
                    "password2",
                ]
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        people: QuerySet[User] = super().get_queryset(request)
        if is_staff(request.user):
            return people
        own = administered_by(signed_in(request))
        return people.filter(memberships__organisation__in=own).distinct()

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if is_staff(request.user):
            return super().get_fieldsets(request, obj)
        return [(None, {"fields": ["full_name", "is_active", "date_joined"]})]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> tuple[QuerySet[User], bool]:
        found, may_repeat = super().get_search_results(
            request, queryset, search_key(search_term) or search_term
        )
        if is_staff(request.user) and "@" in search_term:
            found = queryset.filter(email=search_term.strip().lower())
        return found, may_repeat

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if "full_name" in form.changed_data and "name_sort_key" not in form.changed_data:
            obj.name_sort_key = name_sort_key(obj.full_name)
        super().save_model(request, obj, form, change)


ORGANISATION_FIELDS = [
    "name",
    "kind",
    "code",
    "aliases",
    "headcount",
    "is_contest_unit",
    "valid_from",
    "valid_to",
]


class AddOrganisationForm(forms.ModelForm):
    """A new node below another."""

    parent = forms.ModelChoiceField(
        Organisation.objects.all(),
        required=False,
        label=_("Thuộc đơn vị"),
        widget=AutocompleteSelect(Membership._meta.get_field("organisation"), admin.site),
    )

    class Meta:
        model = Organisation
        fields = ORGANISATION_FIELDS


@admin.register(Organisation)
class OrganisationAdmin(OwnSubtree):
    """The tree. An organisation that ends gets a last day; it is never deleted."""

    list_display = ["name", "kind", "headcount", "is_contest_unit", "valid_to"]
    list_filter = ["kind", "is_contest_unit"]
    search_fields = ["search_key", "code"]
    fields = tuple(ORGANISATION_FIELDS)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        return administered_by(signed_in(request)).order_by("path")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if obj is None:
            return is_organisation_admin(request.user)
        return isinstance(obj, Organisation) and administers(request.user, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """The headcount is theirs to keep; names and places are staff's."""
        if is_staff(request.user):
            return []
        return [name for name in ORGANISATION_FIELDS if name != "headcount"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Organisation], search_term: str
    ) -> tuple[QuerySet[Organisation], bool]:
        return super().get_search_results(request, queryset, search_key(search_term) or search_term)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kw: Any
    ) -> Any:
        if obj is None:
            kw["form"] = AddOrganisationForm
        return super().get_form(request, obj, change, **kw)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj else ["parent", *ORGANISATION_FIELDS]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            add_organisations(form.cleaned_data["parent"], [obj])


@admin.register(Membership)
class MembershipAdmin(OwnSubtree):
    """Who belongs where, and as what."""

    list_display = ["user", "role", "organisation", "created_at"]
    list_filter = ["role"]
    list_select_related = ["user", "organisation"]
    search_fields = ["user__search_key", "organisation__search_key"]
    autocomplete_fields = ["user", "organisation"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        memberships: QuerySet[Membership] = super().get_queryset(request)
        return memberships.filter(organisation__in=administered_by(signed_in(request)))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return is_staff(request.user)


def _by_rule(rule: Any, value: str) -> str:
    try:
        return str(rule(value))
    except DomainError as refusal:
        raise forms.ValidationError(_(refusal.title), code=refusal.code) from refusal
