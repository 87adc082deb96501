"""What stands in for a person: a terminal, and a hand that breaks something."""

from dataclasses import dataclass

from fixtures.planted_bugs.workshop import Workshop


@dataclass(frozen=True)
class Terminal:
    """Standard input that is a terminal, or is none."""

    is_one: bool = True

    def isatty(self) -> bool:
        """Whether it is one."""
        return self.is_one


def break_schema(workshop: Workshop, line: str = "-- broken") -> None:
    """Put a line before the first one of a file of ChatApp."""
    schema = workshop.chat_app / "server" / "schema.sql"
    schema.write_text(f"{line}\n{schema.read_text(encoding='utf-8')}", encoding="utf-8")
