"""A target that cannot be judged fails the write that asked for it: nothing is passed over."""

import pytest
import sqlalchemy as sa

from fractal_goals.fractals.models import PracticeSession
from fractal_goals.infra.work import table_of
from fractal_goals.targets.models import TargetCondition
from tests.support.gym import Gym, House

CHECK = "ck_target_conditions_comparison"


def break_a_condition(house: House, target: str) -> None:
    """Store what no write of ours can: a comparison that there is not."""
    conditions = table_of(TargetCondition)
    engine = house.database.engine
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        else:
            connection.exec_driver_sql(f"ALTER TABLE target_conditions DROP CONSTRAINT {CHECK}")
        connection.execute(
            sa.update(conditions).where(conditions.c.target_id == target).values(comparison="~")
        )
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")


def test_an_error_in_one_target_fails_the_whole_write(house: House, gym: Gym) -> None:
    activity = gym.activity()
    metric = gym.metric(activity)
    goal = gym.goal()
    sound = gym.target(goal, activity, (metric, ">=", 1))
    broken = gym.target(gym.goal(), activity, (metric, ">=", 1))
    session = gym.session()
    gym.value(gym.instance(session, activity), metric, 5)
    break_a_condition(house, broken)
    with pytest.raises(AssertionError):
        gym.finish(session)
    assert not gym.row(PracticeSession, session).completed
    assert gym.met_by(sound) is None
    assert gym.source(goal) is None
