"""Django’s cache in Redis, but that pages are made without it when it is down."""

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """What cannot be asked is not there; readiness, which looks for what it has just put, still tells."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except RedisError:
            return default

    def set(self, *arguments: Any, **options: Any) -> None:
        try:
            super().set(*arguments, **options)
        except RedisError as error:
            logger.warning("Redis keeps nothing: %s", error)

    def get_many(self, keys: Any, version: int | None = None) -> dict:
        try:
            return super().get_many(keys, version)
        except RedisError:
            return {}

    def delete(self, key: Any, version: int | None = None) -> bool:
        try:
            return super().delete(key, version)
        except RedisError:
            return False

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        try:
            super().delete_many(keys, version)
        except RedisError as error:
            logger.warning("Redis forgets nothing: %s", error)
