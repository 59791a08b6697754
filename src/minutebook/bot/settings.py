"""The configuration: a TOML file, every key also an environment variable, checked before anything opens."""

import re
import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from minutebook.bot import mending
from minutebook.bot.detectors import DetectorName
from minutebook.council.errors import ConfigurationError, SettingError
from minutebook.council.mailboxes import parse_address
from minutebook.council.settings import CouncilSettings, parse_mode, parse_time
from minutebook.delivery.mail import MailServer, Security

PREFIX = "MINUTEBOOK_"
PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
"""Where mail servers listen for each kind of connection (RFC 8314 3.3; RFC 5321 4.5.4.2)."""

LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
WOULD_SHOW = (
    "a name only where mail.security is starttls or tls: with none the password would go over the network for"
    " anyone to read"
)
STRICT = ConfigDict(extra="forbid", frozen=True)


class TelegramSettings(BaseModel):
    """Which bot, and which Bot API server."""

    model_config = STRICT
    token: SecretStr
    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"

    @field_validator("token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr) -> SecretStr:
        if not re.fullmatch(r"\d+:[A-Za-z0-9_-]{3,}", token.get_secret_value()):
            raise ValueError("is not a bot token")
        return token


class StorageSettings(BaseModel):
    """Where the database and the files are kept."""

    model_config = STRICT
    url: str = "sqlite+aiosqlite:///data/minutebook.db"
    files: Path = Path("data/files")


class MailSettings(BaseModel):
    """The mail server that takes copies of records and the digest; none while `host` is empty."""

    model_config = STRICT
    host: str = ""
    port: int | None = Field(default=None, ge=1, le=65_535)
    security: Security = Security.STARTTLS
    username: str = ""
    password: SecretStr = SecretStr("")
    sender: str = Field(default="", validate_default=True)

    @field_validator("username")
    @classmethod
    def _unseen(cls, value: str, info: ValidationInfo) -> str:
        shown = info.data.get("security") is Security.NONE and info.data.get("host") not in LOCAL_HOSTS
        if value and shown:
            raise ValueError(WOULD_SHOW)
        return value

    @field_validator("sender")
    @classmethod
    def _an_address(cls, value: str, info: ValidationInfo) -> str:
        if not value and info.data.get("host"):
            raise ValueError(mending.ALLOWED["mail.sender"])
        return value and _taken(parse_address, value)

    def server(self) -> MailServer | None:
        """Return the mail server, or None where none is named."""
        if not self.host:
            return None
        return MailServer(
            host=self.host,
            port=self.port or PORTS[self.security],
            security=self.security,
            sender=parse_address(self.sender),
            username=self.username,
            password=self.password.get_secret_value(),
        )


class RecordsSettings(BaseModel):
    """Where records go besides the store."""

    model_config = STRICT
    folder: Path | None = None

    @field_validator("folder", mode="before")
    @classmethod
    def _none_named(cls, value: object) -> object:
        return None if value == "" else value


class AccessSettings(BaseModel):
    """Who may set up councils here."""

    model_config = STRICT
    admins: tuple[Annotated[int, Field(gt=0)], ...] = ()


def _taken(parse: Callable[[str], object], value: str) -> str:
    """Return a value that the chat command for it would take too; else pydantic is told what is allowed."""
    try:
        parse(value)
    except SettingError as error:
        raise ValueError(error.allowed) from error
    return value


class DefaultSettings(BaseModel):
    """What newly set-up councils begin with."""

    model_config = STRICT
    timezone: str = "Europe/London"
    digest_at: str = "07:30"
    cautions: str = "auto"
    quorum: int = Field(default=3, ge=2, le=99)

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("a time zone such as Europe/London or Europe/Dublin") from error
        return name

    @field_validator("digest_at")
    @classmethod
    def _time_of_day(cls, value: str) -> str:
        return _taken(parse_time, value)

    @field_validator("cautions")
    @classmethod
    def _known_mode(cls, value: str) -> str:
        return _taken(parse_mode, value)

    def council(self) -> CouncilSettings:
        """Return them as a council's settings."""
        return CouncilSettings(
            cautions=parse_mode(self.cautions),
            quorum=self.quorum,
            digest_at=parse_time(self.digest_at),
            timezone=self.timezone,
            memory=timedelta(hours=72),
        )


class Settings(BaseSettings):
    """The whole configuration. Unknown keys are refused."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )
    detector: DetectorName = DetectorName.MODEL
    telegram: TelegramSettings
    storage: StorageSettings = StorageSettings()
    mail: MailSettings = MailSettings()
    records: RecordsSettings = RecordsSettings()
    access: AccessSettings = AccessSettings()
    defaults: DefaultSettings = DefaultSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take environment variables before the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(path: Path | None) -> Settings:
    """Read the configuration.

    Args:
        path: the TOML file, or None to take the environment alone. Paths in it are relative to its folder.

    Raises:
        ConfigurationError: the file is missing, cannot be read or is not TOML, or a value is wrong; names the
            key, what was given, what is allowed, and its variable.
    """
    if path is not None and not path.is_file():
        raise ConfigurationError(
            f"there is no configuration at {path}; copy config.example.toml to {path.name} and fill in the token"
        )
    try:
        loaded = _with_file(path)()  # type: ignore[call-arg]  # the sources give them
    except ValidationError as error:
        raise ConfigurationError(mending.explained(error.errors(include_url=False), path, PREFIX)) from None
    except SettingsError as error:
        found = re.search(r'field "(\w+)"', str(error))
        raise ConfigurationError(
            mending.unreadable_variable(found[1] if found else "access", PREFIX)
        ) from None
    except (OSError, ValueError) as error:
        raise ConfigurationError(_unread(error, path)) from None
    return _anchored(loaded, path.resolve().parent if path is not None else Path.cwd())


def _with_file(path: Path | None) -> type[Settings]:
    """Return the settings class that also reads `path`."""
    config = SettingsConfigDict(toml_file=path) if path is not None else SettingsConfigDict()
    return type("FileSettings", (Settings,), {"model_config": config, "__module__": __name__})


def _anchored(settings: Settings, folder: Path) -> Settings:
    """Make the places it names relative to `folder`, so that the working directory does not matter."""
    head, _, name = settings.storage.url.partition(":///")
    url = f"{head}:///{folder / name}" if name and not Path(name).is_absolute() else settings.storage.url
    storage = StorageSettings(url=url, files=folder / settings.storage.files)
    onward = settings.records.folder
    records = RecordsSettings(folder=folder / onward) if onward is not None else settings.records
    return settings.model_copy(update={"storage": storage, "records": records})


def _unread(error: OSError | ValueError, path: Path | None) -> str:
    """Return the words for a file that could not be read or understood."""
    if isinstance(error, OSError):
        return f"cannot read {path}: {error.strerror}"
    if isinstance(error, tomllib.TOMLDecodeError) and path is not None:
        return mending.not_toml(path.read_text(encoding="utf-8"), path, error)
    return f"{path} is not plain text (UTF-8), as TOML must be: save it anew in a text editor as UTF-8"
