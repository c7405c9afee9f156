"""Invented names of simulated patients, in Latin and Chinese letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.random import Generator

_FAMILY = (
    "张 Zhang,王 Wang,李 Li,刘 Liu,陈 Chen,杨 Yang,黄 Huang,赵 Zhao,吴 Wu,周 Zhou,"
    "徐 Xu,孙 Sun,马 Ma,朱 Zhu,胡 Hu,郭 Guo,"
    "何 He,林 Lin,高 Gao,罗 Luo,郑 Zheng,梁 Liang,谢 Xie,宋 Song,唐 Tang,许 Xu,邓 Deng,韩 Han,冯 Feng,曹 Cao"
)
_GIVEN = (
    "三 San,四 Si,五 Wu,伟 Wei,芳 Fang,娜 Na,敏 Min,静 Jing,丽 Li,强 Qiang,磊 Lei,军 Jun,"
    "洋 Yang,勇 Yong,艳 Yan,杰 Jie,"
    "娟 Juan,涛 Tao,明 Ming,超 Chao,秀英 Xiuying,玉兰 Yulan,桂英 Guiying,建国 Jianguo,"
    "志红 Zhihong,海平 Haiping,"
    "春梅 Chunmei,文华 Wenhua,国刚 Guogang,霞 Xia,龙 Long,斌 Bin,辉 Hui,鹏宇 Pengyu"
)


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(han, latin) for han, latin in (entry.split() for entry in text.split(","))]


_FAMILIES, _GIVENS = _pairs(_FAMILY), _pairs(_GIVEN)


def draw_name(rng: Generator) -> tuple[str, str]:
    """A person name in DICOM's form, Latin (``Zhang^San``) and Chinese (``张^三``)."""
    family = _FAMILIES[int(rng.integers(len(_FAMILIES)))]
    given = _GIVENS[int(rng.integers(len(_GIVENS)))]
    return f"{family[1]}^{given[1]}", f"{family[0]}^{given[0]}"
