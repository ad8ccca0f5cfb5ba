"""For admin pages of evidence: it is looked at, never edited."""

from django.http import HttpRequest


class ReadOnly:
    """Mix into a ModelAdmin or an inline."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
