"""Build the documents of this folder that are not plain text: .html, .docx and .xlsx.

Here the file itself states its merges, so that the answers may rely on them.  Run
``python tests/corpus/build.py`` to write them anew beside this script.  The .pdf, .doc, .rtf,
.xls and .ods files were made from them by ``soffice --headless --convert-to``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import synth  # noqa: E402

EPOCH = datetime(2023, 1, 1)

# A cell is its text, or (text, rows) or (text, rows, columns) where it is merged.
Cell = str | tuple[str, int] | tuple[str, int, int]


def parts(cell: Cell) -> tuple[str, int, int]:
    """Text, rows and columns of a cell."""
    if isinstance(cell, str):
        return cell, 1, 1
    return (cell[0], cell[1], cell[2] if len(cell) == 3 else 1)  # type: ignore[misc]


def html_table(rows: Iterable[Sequence[Cell]], *, heads: bool = True) -> str:
    """A table with rowspan and colspan; the first row is <th> where it holds heads."""
    out = ['<table border="1" cellspacing="0" style="width:100%">']
    for number, row in enumerate(rows):
        out.append("<tr>")
        tag = "th" if heads and number == 0 else "td"
        for cell in row:
            text, down, across = parts(cell)
            span = (f' rowspan="{down}"' if down > 1 else "") + (
                f' colspan="{across}"' if across > 1 else ""
            )
            body = "".join(f"<p><span>{line}</span></p>" for line in text.split("\n"))
            out.append(f"<{tag}{span}>{body}</{tag}>")
        out.append("</tr>")
    out.append("</table>")
    return "\n".join(out)


def docx_table(document: object, rows: Sequence[Sequence[Cell]], columns: int) -> None:
    """A Word table; a merged cell stands in its first row only."""
    table = document.add_table(rows=len(rows), cols=columns)  # type: ignore[attr-defined]
    table.style = "Table Grid"
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        column = 0
        for cell in row:
            while (r, column) in taken:
                column += 1
            text, down, across = parts(cell)
            target = table.cell(r, column)
            if down > 1 or across > 1:
                target = target.merge(table.cell(r + down - 1, column + across - 1))
            lines = text.split("\n")
            target.text = lines[0]
            for line in lines[1:]:
                target.add_paragraph(line)
            taken |= {(r + i, column + j) for i in range(down) for j in range(across)}
            column += across


def save_docx(document: object, name: str) -> None:
    """Write a Word file with fixed properties."""
    core = document.core_properties  # type: ignore[attr-defined]
    core.created = core.modified = EPOCH
    core.author = "云溪县人民政府办公室"
    document.save(HERE / name)  # type: ignore[attr-defined]


def html_merged() -> None:
    """UTF-8 page: headings, leads and deadlines merged over rows; a cell that is really empty."""
    table = html_table(
        [
            ["序号", "重点工作", "工作内容", "牵头单位", "责任单位", "完成时限"],
            [
                ("一", 3),
                ("推动科技创新", 3),
                "新认定高新技术企业12家、科技型中小企业30家。",
                ("县科技局", 2),
                "县税务局、县工信局",
                ("2023年11月底前", 3),
            ],
            ["全社会研发经费投入强度达到2.1%。", "县统计局、县财政局"],
            [
                "建设省级重点实验室1家。\n引进“高精尖缺”人才8名。",
                "县科技局、县委人才办",
                "各有关企业",
            ],
            [
                ("二", 2),
                ("扩大对外开放", 2),
                "外贸进出口总额增长8%以上。",
                "县商务局",
                "",
                "年底前",
            ],
            ["举办“云溪优品”海外展销活动2场。", "县商务局", "县贸促会，各乡镇人民政府", ""],
        ]
    )
    page = f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>云溪县政府门户网站</title>
<style>.a{{color:red}}</style><script>var x = "完成时限";</script></head><body>
<div class="nav"><a href="#">首页</a> <a href="#">政务公开</a> <a href="#">互动交流</a></div>
<h1>云溪县人民政府办公室关于印发2023年科技与开放重点工作分工的通知</h1>
<p>发布时间：2023-02-17　来源：县政府办公室　浏览次数：<span id="c"></span></p>
<p>云溪政办发〔2023〕6号</p>
<p>各乡镇人民政府、街道办事处，县直各单位：</p>
<p>现将《2023年科技与开放重点工作分工》印发给你们。请各牵头单位于每半年结束后10日内报送进展。</p>
<p style="text-align:right">云溪县人民政府办公室</p><p style="text-align:right">2023年2月16日</p>
<p><strong>2023年科技与开放重点工作分工</strong></p>
{table}
<div>扫一扫在手机打开当前页</div><div>打印本页 | 关闭窗口</div></body></html>"""
    (HERE / "html_merged.html").write_text(page, encoding="utf-8")


def html_gbk() -> None:
    """GBK page: headings as rows over all columns, a lead merged down, no number column."""
    table = html_table(
        [
            ["重点任务", "责任单位", "完成时间"],
            [("一、规范权力运行", 1, 3)],
            [
                "编制县乡两级权责清单并向社会公布",
                "县委编办牵头，县司法局、各乡镇人民政府配合",
                "6月底前",
            ],
            ["开展“小切口”改革试点", "县委改革办", ("9月底前", 2)],
            ["推行行政执法“扫码入企”", "县司法局牵头，各行政执法部门配合"],
            [("二、畅通监督渠道", 1, 3)],
            ["办好“民呼我为”栏目，每期选题不少于2个", "县融媒体中心、县信访局", "每月"],
            ["整合各类投诉举报平台", "县政务服务办\n县市场监管局", "第三季度完成"],
        ]
    )
    page = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>任务分解表</title></head><body><p align="center">云溪县2022年阳光政务重点任务分解表</p>
{table}</body></html>"""
    (HERE / "html_gbk.html").write_bytes(page.encode("gbk"))


def html_prose() -> None:
    """A page in prose whose items are paragraphs with non-breaking spaces."""
    body = """<p>&nbsp;&nbsp;一、提升应急能力</p>
<p>&nbsp;&nbsp;1.修订县级总体应急预案和专项应急预案，<br>&nbsp;完善预案管理办法。<b>（县应急管理局牵头，县级有关部门配合，5月底前）</b></p>
<p>&nbsp;&nbsp;2.建成县、乡两级应急物资储备库，储备物资满足3天需求。（县应急管理局、县发展改革局，各乡镇人民政府）</p>
<p>&nbsp;&nbsp;二、强化宣传教育</p>
<p>&nbsp;&nbsp;3.“5·12”防灾减灾日期间组织集中宣传；每季度至少开展1次社区应急演练。<span>（各乡镇人民政府、街道办事处；长期坚持）</span></p>"""
    page = f"""<!DOCTYPE html>
<html lang="zh"><head><meta charset="UTF-8"><title>通知公告</title></head>
<body><ul><li>首页</li><li>通知公告</li></ul><h2>江滨县应急管理委员会办公室关于印发2024年应急管理重点工作分工的通知</h2>
<div>发布日期：2024-03-11</div><div id="zoom"><p>各乡镇人民政府、街道办事处，县级各部门：</p>
<p>现将2024年应急管理重点工作分工印发给你们，请抓好落实。</p><p>江滨县应急管理委员会办公室</p>
<p>2024年3月8日</p>{body}</div><div>分享到：</div></body></html>"""
    (HERE / "html_prose.html").write_text(page, encoding="utf-8")


def docx_merged() -> None:
    """Word: covering letter, then a table with merged headings, leads and deadlines."""
    from docx import Document

    document = Document()
    for line in (
        "云溪县人民政府办公室",
        "关于印发《云溪县2024年数字化改革重点任务分工》的通知",
        "云溪政办发〔2024〕12号",
        "各乡镇人民政府、街道办事处，县直各单位：",
        "《云溪县2024年数字化改革重点任务分工》已经县政府同意，现印发给你们，请认真组织实施。"
        "各牵头单位请于2024年4月20日前报送任务细化方案。",
        "云溪县人民政府办公室",
        "2024年4月2日",
        "附件",
        "云溪县2024年数字化改革重点任务分工",
    ):
        document.add_paragraph(line)
    docx_table(
        document,
        [
            ["序号", ("工作任务", 1, 2), "牵头单位", "责任单位", "完成时限"],
            [
                "1",
                ("一体化数字资源系统", 2),
                "归集公共数据1.2亿条，数据质量问题整改率95%以上。",
                ("县数据局", 2),
                "县级各部门",
                ("6月底前", 2),
            ],
            ["2", "建设“一地创新、全县共享”组件12个。", "县财政局、县经信局"],
            [
                "3",
                ("数字社会", 3),
                "上线“智慧养老”应用：\n（一）完成老年人信息建档；\n（二）接入智能设备500台。",
                "县民政局",
                "县卫健局\n各乡镇（街道）",
                "2024年9月底前",
            ],
            ["4", "推广“云医保”，全县定点医药机构全覆盖。", "县医保局", "县卫健局", ""],
            ["5", "建设“未来社区”3个。", "县住建局", "城东街道、城南街道", "持续推进"],
        ],
        6,
    )
    document.add_paragraph("（此件公开发布）")
    save_docx(document, "docx_merged.docx")


def docx_headings() -> None:
    """Word: two tables, heading rows over all columns, the head repeated, one roles column."""
    from docx import Document

    document = Document()
    document.add_paragraph("2023年云溪县爱国卫生重点工作任务清单")
    document.add_paragraph("表一：病媒生物防制")
    docx_table(
        document,
        [
            ["序号", "任务", "责任单位", "时限"],
            [("（一）环境治理", 1, 4)],
            [
                "1",
                "清除蚊虫孳生地，对城区雨水井实施防蚊改造600处。",
                "县爱卫办牵头，县城管局、各街道配合",
                "4月-10月",
            ],
            ["2", "开展春、秋两季统一灭鼠活动。", "县爱卫办、各乡镇（街道）", "4月底、11月底前"],
            ["序号", "任务", "责任单位", "时限"],
            [("（二）监测评估", 1, 4)],
            ["3", "布设监测点36个，按月发布监测报告。", "县疾控中心", "每月10日前"],
        ],
        4,
    )
    document.add_paragraph("")
    document.add_paragraph("表二：健康县城建设")
    docx_table(
        document,
        [
            ["序号", "任务", "牵头单位", "配合单位", "时限"],
            ["1", "新建健康步道5条。", "县住建局", "县体育中心", "2023年10月底"],
            ["2", "建设无烟单位，无烟党政机关覆盖率100%。", "县卫健局", "县直各单位", "5月31日前"],
        ],
        5,
    )
    save_docx(document, "docx_headings.docx")


def xlsx_dates() -> None:
    """Workbook: cover sheet first, title rows, two-level head, merges, real and text dates."""
    from openpyxl import Workbook

    book = Workbook()
    cover = book.active
    cover.title = "说明"
    cover["A1"] = "填表说明"
    cover["A2"] = "1.本表由县政府督查室汇总；2.如有调整请标红。"
    sheet = book.create_sheet("任务表")
    rows: list[list[object]] = [
        ["云溪县2023年“十大攻坚”任务表"],
        ["制表单位：云溪县人民政府督查室", None, None, None, None, None, "2023年3月1日"],
        ["序号", "攻坚行动", "具体任务", "责任分工", None, "时间要求", None, "备注"],
        [None, None, None, "牵头单位", "配合单位", "启动时间", "完成时限", None],
        [
            1,
            "项目攻坚",
            "新开工亿元以上项目15个",
            "县发改局",
            "各乡镇（街道）",
            date(2023, 3, 1),
            date(2023, 12, 20),
            None,
        ],
        [
            2,
            None,
            "盘活闲置土地800亩",
            "县自然资源局",
            "县经信局、县经开区管委会",
            "3月",
            "10月底前",
            "市定目标",
        ],
        [3, None, "清理批而未供土地500亩", None, "各乡镇（街道）", "4月", None, None],
        [
            4,
            "治水攻坚",
            "完成城区黑臭水体整治2条",
            "县住建局",
            "县水利局\n县生态环境分局",
            date(2023, 4, 1),
            datetime(2023, 9, 30),
            None,
        ],
        [5, None, "开展入河排污口“回头看”", "县生态环境分局", None, "即日起", "长期坚持", None],
        ["合计", None, "5项", None, None, None, None, None],
        ["注：完成时限为最后期限。"],
    ]
    for row in rows:
        sheet.append(row)
    for area in (
        "A1:H1",
        "A3:A4",
        "B3:B4",
        "C3:C4",
        "D3:E3",
        "F3:G3",
        "H3:H4",
        "B5:B7",
        "B8:B9",
        "D6:D7",
        "G6:G7",
        "A11:H11",
    ):
        sheet.merge_cells(area)
    for name in ("F5", "G5", "F8", "G8"):
        sheet[name].number_format = 'm"月"d"日"'
    book.properties.created = book.properties.modified = EPOCH
    book.save(HERE / "xlsx_dates.xlsx")


def xlsx_plain() -> None:
    """Workbook without merges, heads in another order, number last, a blank column between."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    for row in (
        ["完成时限", "责任单位", None, "目标任务", "工作内容", "序号"],
        ["3月底前", "县教育局、县公安局", None, "校园安全", "开展校园周边环境整治", "1"],
        ["每学期开学第一周", "县教育局", None, "校园安全", "组织“开学第一课”安全教育", "2"],
        [
            "2023年8月20日前",
            "县教育局牵头，县市场监管局、县卫健局配合",
            None,
            "校园安全",
            "完成学校食堂“明厨亮灶”改造32所",
            "3",
        ],
        ["立行立改", "县公安局交警大队", None, "交通安全", "查处接送学生车辆超员", "4"],
        [None, "县交通运输局\n县住建局", None, "交通安全", "在学校门口增设减速带、警示标志", "5"],
    ):
        sheet.append(row)
    book.properties.created = book.properties.modified = EPOCH
    book.save(HERE / "xlsx_plain.xlsx")


def merged_rows(items: list[synth.Item]) -> list[list[Cell]]:
    """A made-up ledger as rows in which headings and equal neighbouring leads are merged."""

    def run(index: int, name: str) -> int:
        value, end = getattr(items[index], name), index
        while end < len(items) and getattr(items[end], name) == value:
            end += 1
        return end - index

    rows: list[list[Cell]] = [
        ["序号", "重点任务", "工作事项", "具体内容", "牵头单位", "责任单位", "完成时限"]
    ]
    for k, item in enumerate(items):
        row: list[Cell] = [item.no]
        if synth.changed(items, k, "chapter"):
            row.append((item.l1, run(k, "chapter")))
        if synth.changed(items, k, "section"):
            row.append((item.l2, run(k, "section")))
        row.append(item.content)
        if synth.changed(items, k, "lead"):
            row.append(("、".join(item.lead), run(k, "lead")))
        row.append(item.others_text)
        if synth.changed(items, k, "deadline"):
            row.append((item.deadline, run(k, "deadline")))
        rows.append(row)
    return rows


def big_exact() -> None:
    """The long made-up ledger with stated merges as a page, a Word file and a workbook."""
    from docx import Document
    from openpyxl import Workbook

    for seed, year, kind in ((21, 2022, "html"), (22, 2023, "docx"), (23, 2024, "xlsx")):
        title = f"云溪县{year}年政务公开重点工作任务分工表"
        items = synth.ledger(seed, year, 40)
        for first, second in ((3, 4), (10, 11), (11, 12), (25, 26)):
            items[second].lead = items[first].lead
            items[second].others = [u for u in items[second].others if u not in items[first].lead]
            items[second].others_text = "、".join(items[second].others)
            for name in ("deadline", "kind", "start", "due", "rule"):
                setattr(items[second], name, getattr(items[first], name))
        rows = merged_rows(items)
        name = f"big_{kind}.{kind}"
        if kind == "html":
            (HERE / name).write_text(
                f"<html><head><meta charset='utf-8'></head><body><h1>{title}</h1>"
                f"{html_table(rows)}</body></html>",
                encoding="utf-8",
            )
        elif kind == "docx":
            document = Document()
            document.add_paragraph(title)
            docx_table(document, rows, 7)
            save_docx(document, name)
        else:
            book = Workbook()
            book.active["A1"] = title
            book.active.merge_cells("A1:G1")
            taken: set[tuple[int, int]] = set()
            for r, row in enumerate(rows, 2):
                column = 1
                for cell in row:
                    while (r, column) in taken:
                        column += 1
                    text, down, _ = parts(cell)
                    book.active.cell(r, column, text)
                    if down > 1:
                        book.active.merge_cells(
                            start_row=r,
                            end_row=r + down - 1,
                            start_column=column,
                            end_column=column,
                        )
                    taken |= {(r + i, column) for i in range(down)}
                    column += 1
            book.properties.created = book.properties.modified = EPOCH
            book.save(HERE / name)
        (HERE / f"big_{kind}.json").write_text(
            json.dumps(synth.answer(items, title, year), ensure_ascii=False, indent=1) + "\n",
            encoding="utf-8",
        )


def main() -> int:
    """Write all documents."""
    for build in (
        big_exact,
        html_merged,
        html_gbk,
        html_prose,
        docx_merged,
        docx_headings,
        xlsx_dates,
        xlsx_plain,
    ):
        build()
        print(build.__name__, file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
