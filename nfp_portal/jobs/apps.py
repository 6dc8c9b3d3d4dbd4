from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "nfp_portal.jobs"

    def ready(self) -> None:
        # Pages ask for work by its kind, so every process knows the runners, not only the workers.
        autodiscover_modules("tasks")
