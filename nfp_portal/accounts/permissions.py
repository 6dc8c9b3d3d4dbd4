"""Who may give which role: nobody makes their own second person."""

from nfp_portal.accounts.models import SECRETARIAT_ROLES, Role, User


def roles_to_grant(by: User | None) -> frozenset[Role]:
    """Every role for an administrator and the machine itself (None); for editors, none of the secretariat."""
    if by is None or by.role == Role.ADMINISTRATOR:
        return frozenset(Role)
    if by.role in {Role.EDITOR, Role.APPROVER}:
        return frozenset(Role) - SECRETARIAT_ROLES
    return frozenset()
