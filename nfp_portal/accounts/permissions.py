"""Who may grant which role; editors may grant no role of the secretariat."""

from nfp_portal.accounts.models import SECRETARIAT_ROLES, Role, User


def roles_to_grant(by: User | None) -> frozenset[Role]:
    """Return the roles that an account may grant; None stands for a command, which may grant all."""
    if by is None or by.role == Role.ADMINISTRATOR:
        return frozenset(Role)
    if by.role in {Role.EDITOR, Role.APPROVER}:
        return frozenset(Role) - SECRETARIAT_ROLES
    return frozenset()
