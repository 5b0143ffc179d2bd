"""What a form or a web page prints around a notice: 抄送, 印发, 分享到, 打印本页."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.notice.document import Paragraph
from toolkit.notice.draft import Reading

# GB/T 9704-2012, 7.4 (版记) names 抄送 and 印发; the rest is what government sites print.
_FURNITURE = re.compile(
    r"信息公开选项|公开方式[:：]|抄\s*送|主题词|分\s*享\s*到|扫一扫|【?打印|【?关闭|返回顶部|便民地图"
    r"|公开信箱|智能问答|网站地图|联系我们|[（(]?此件|[（(]联系人|共印\s*\d+|责任编辑|上一[篇条]|下一[篇条]"
    r"|相关(?:链接|附件|稿件|解读|文章)|附件下载|【?字[体号][:：]|版权所有|.{0,3}ICP备|网站标识码|当前位置"
    r"|您?现?在的?位置|首页\s*[>/|｜»]|主办(?:单位)?[:：].{2,40}(?:承办|技术支持|维护|电话|版权|备案)"
    r"|.{2,30}\s+\d{4}\s*年.{2,12}日\s*印发$|.{2,20}\d{4}年\d{1,2}月\d{1,2}日印发$"
)


# Only at the very end does 主办：云溪县人民政府办公室 belong to the page and not to a task.
_FOOT = re.compile(
    r"(?:主办|承办)(?:单位)?[:：]\s*.{0,30}(?:人民政府|政府办公室|政府办|办公厅)(?:办公室)?$"
)
_LAST = 4


def is_furniture(text: str) -> bool:
    """Whether a line is printed around a notice and is no part of it.

    >>> is_furniture("分享到：微信"), is_furniture("县财政局")
    (True, False)
    """
    return bool(_FURNITURE.match(text.strip()))


def without_furniture(paragraphs: Sequence[Paragraph], reading: Reading) -> list[Paragraph]:
    """The paragraphs without page furniture, which is recorded as left out."""
    kept: list[Paragraph] = []
    for at, paragraph in enumerate(paragraphs):
        text = paragraph.text.strip()
        at_end = at >= len(paragraphs) - _LAST
        if is_furniture(text) or (at_end and _FOOT.match(text)):
            reading.leave(paragraph.text, "版记、网页文字", paragraph.place)
        else:
            kept.append(paragraph)
    return kept
