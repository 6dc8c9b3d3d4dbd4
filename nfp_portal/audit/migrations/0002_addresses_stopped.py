"""Staff may stop mail to an address."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="act",
            field=models.CharField(
                choices=[
                    ("sign_in", "signed in"),
                    ("sign_out", "signed out"),
                    ("failed_sign_in", "failed to sign in"),
                    ("export", "exported"),
                    ("read", "read personal data"),
                    ("release", "released"),
                    ("sent_back", "sent back with a remark"),
                    ("acting_approver", "named an acting approver"),
                    ("import", "brought a spreadsheet into the directory"),
                    ("undo_import", "took an import back"),
                    ("invitation_accepted", "accepted an invitation"),
                    ("password_changed", "changed a password"),
                    ("second_factor_added", "added a second factor"),
                    ("second_factor_removed", "removed a second factor"),
                    ("recovery_codes_renewed", "made new recovery codes"),
                    ("role_changed", "changed a role"),
                    ("address_changed", "changed an account's address"),
                    ("account_closed", "closed an account"),
                    ("account_reopened", "reopened an account"),
                    ("suppression_lifted", "let an address have mail again"),
                    ("address_stopped", "stopped mail to an address"),
                    ("mail_held", "held outgoing mail"),
                    ("mail_released", "released outgoing mail"),
                ],
                max_length=30,
            ),
        ),
    ]
