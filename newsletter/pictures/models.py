"""The bytes of pictures, each kept once."""

from django.db import models
from django.utils import timezone

from newsletter.pictures.values import KINDS, LARGEST, Picture

_HASH = models.Func(models.F("content"), function="sha256", output_field=models.BinaryField())
_DIGEST = models.Func(_HASH, models.Value("hex"), function="encode", output_field=models.CharField())
_SIZE = models.Func(models.F("content"), function="octet_length", output_field=models.IntegerField())


class StoredPicture(models.Model):
    """A picture by the digest of its bytes. Its bytes never change; pieces name it by its digest.

    Rows that no piece and no version of one names are purged a day after `stored_at` (`retention`), when it
    was last uploaded, or posted with a form.
    """

    digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=4, choices=[(kind, kind) for kind in KINDS])
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    stored_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "newsletter"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(size__lte=LARGEST, size__gt=0, width__gt=0, height__gt=0)
                & models.Q(kind__in=list(KINDS)),
                name="a_picture_is_small",
            ),
            models.CheckConstraint(
                condition=models.Q(digest=_DIGEST, size=_SIZE), name="a_picture_is_named_by_its_bytes"
            ),
        )

    def __str__(self) -> str:
        return self.digest

    def picture(self, alternative: str = "", credit: str = "") -> Picture:
        return Picture(self.digest, self.kind, self.width, self.height, self.size, alternative, credit)
