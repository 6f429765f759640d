"""YAML that a person wrote, as plain texts, lists and mappings; and plain values as YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError, first_line

if TYPE_CHECKING:
    from yaml.events import Event

YamlValue: TypeAlias = "str | list[YamlValue] | dict[str, YamlValue] | None"

MAX_CHARACTERS = 1 << 18
"""PyYAML parses some 100 KB a second."""
MAX_VALUES = 10_000
MAX_DEPTH = 20
NOTHING = ("", "~", "null", "Null", "NULL")
"""Words for no value, where they are not quoted."""
_LINE_ENDS = re.compile("[\r\n\x85\u2028\u2029]")


def parse_yaml(text: str, name: str) -> YamlValue:
    r"""Return what a YAML document holds; every value but nothing is the text that was written, so that 1.10 and no stay.

    No tag is followed, so that nothing of the document runs, and no alias, so that it cannot grow.

    Args:
        text: one document.
        name: of its file, which the messages begin with.

    Returns:
        Texts, lists and dicts; ``None`` for nothing, ``null`` or ``~``.

    Raises:
        UnreadableFileError: it is not YAML, has a key twice or several documents.
        UnsafeFileError: it is too long or too deep, or has tags or aliases.

    Example:
        >>> parse_yaml("name: cats\nversion: 1.10\ntags: [a, no]", "card.yaml")
        {'name': 'cats', 'version': '1.10', 'tags': ['a', 'no']}
    """
    import yaml

    if len(text) > MAX_CHARACTERS:
        raise UnsafeFileError(f"{name!r} has more than {MAX_CHARACTERS:,} characters")
    try:
        events = _within_bounds(yaml.parse(text, Loader=yaml.BaseLoader), name)
        values = [_value(event, events, name) for event in events if not _is_frame(event)]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = "" if mark is None else f" line {mark.line + 1}"
        problem = getattr(error, "problem", None) or first_line(error)
        raise UnreadableFileError(f"{name!r}{place} is not YAML: {problem}") from error
    if len(values) > 1:
        raise UnreadableFileError(f"{name!r} has several documents, parted by '---'; one is taken")
    return values[0] if values else None


def yaml_text(value: Mapping[str, Any]) -> str:
    r"""Return plain values as YAML, in their order, which any reader of YAML gives back unchanged.

    Args:
        value: texts, numbers, truth values, lists and mappings by name.

    Example:
        >>> print(yaml_text({"name": "a: b", "tags": ["no", "---"]}), end="")
        name: 'a: b'
        tags:
        - 'no'
        - '---'
    """
    import yaml

    class Dumper(yaml.SafeDumper):  # type: ignore[misc]
        """Writes each text in quotes that the other forms would not give back."""

    def text(dumper: Any, given: str) -> Any:
        return dumper.represent_scalar("tag:yaml.org,2002:str", given, '"' if _LINE_ENDS.search(given) else None)

    Dumper.add_representer(str, text)
    options = {"sort_keys": False, "allow_unicode": True, "width": 2**31, "default_flow_style": False}
    return str(yaml.dump(dict(value), Dumper=Dumper, **options))


def _within_bounds(events: Iterator[Event], name: str) -> Iterator[Event]:
    """Pass events on as long as there are few, before anything is made of them."""
    import yaml

    depth = 0
    for count, event in enumerate(events):
        place = f"{name!r} line {event.start_mark.line + 1}"
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if count > MAX_VALUES or depth > MAX_DEPTH:
            raise UnsafeFileError(
                f"{place} has too many values, or lists in lists: {MAX_VALUES:,}, {MAX_DEPTH} deep, are taken"
            )
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise UnsafeFileError(f"{place} has an anchor or alias (& or *); quote the text, or write it where it belongs")
        if getattr(event, "tag", None) is not None:
            raise UnsafeFileError(f"{place} has a tag (!); quote the text if it begins with an exclamation mark")
        yield event


def _is_frame(event: Event) -> bool:
    import yaml

    return isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent | yaml.DocumentStartEvent | yaml.DocumentEndEvent)


def _value(event: Event, events: Iterator[Event], name: str) -> YamlValue:
    """Return the value that begins with an event; those that belong to it are taken from the others."""
    import yaml

    if isinstance(event, yaml.SequenceStartEvent):
        items: list[YamlValue] = []
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            items.append(_value(item, events, name))
        return items
    if isinstance(event, yaml.MappingStartEvent):
        found: dict[str, YamlValue] = {}
        while not isinstance(item := next(events), yaml.MappingEndEvent):
            place = f"{name!r} line {item.start_mark.line + 1}"
            key = _value(item, events, name)
            if not isinstance(key, str):
                raise UnreadableFileError(f"{place} has a key that is not text")
            if key in found:
                raise UnreadableFileError(f"{place} has the key {key!r} a second time")
            found[key] = _value(next(events), events, name)
        return found
    is_plain = event.implicit[0]
    return None if is_plain and event.value in NOTHING else str(event.value)
