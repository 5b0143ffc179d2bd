"""R: what a reader of notices could not decide, or decided by a rule that a person should know.

The readers in :mod:`toolkit.notice` make these findings while they read; there is nothing left to
look for afterwards, so these are plain problems and not checks.
"""

from __future__ import annotations

from toolkit.checks.base import Problem


class HeadingDiffers(Problem):
    """The table and the prose before it give one heading in two wordings."""

    code = "R01"
    title = "标题前后不一致"
    severity = "warning"
    description = (
        "同一份来文里，正文部分和后面表格的标题写法不同。台账采用表格中第一次出现的写法，"
        "不改动文字，请确认哪一处是对的。"
    )
    example = "正文：（二）推进办事公开标准化；表格：（二）推进办事服务公开标准化。"
    message = "表格中的标题“{value}”在正文中写作“{prose}”"
    fix = "对照来文确认标题，必要时在台账中改正"


class ReportingDuty(Problem):
    """A report that is due stands only in the covering text and belongs to no task."""

    code = "R02"
    title = "来文正文另有报送要求"
    severity = "info"
    description = (
        "报送总结、台账、联系人等要求往往只写在通知正文里，不在任务表中。"
        "程序把它单独列出，不混入任务。"
    )
    example = "请各单位于10月31日前将工作总结书面报送县政府办公室。"
    message = "来文正文要求报送：“{value}”，任务表中没有这一项"
    fix = "把报送时间记入日程；需要督办的，在台账中手工增加一行"


class HeadsUnknown(Problem):
    """A table has no row from which the columns can be told."""

    code = "R03"
    title = "表头无法识别"
    severity = "warning"
    description = (
        "表格第一行没有“任务”“责任单位”“时限”一类的列名，或者列名与内容对不上，"
        "程序按各列内容判断，判断不了的列没有采用。"
    )
    example = "表格没有表头，第一行就是任务；或列名只写“内容1”“内容2”。"
    message = "表格的表头无法识别：“{value}”"
    fix = "在来文副本中给表格补一行列名（如：任务内容、牵头单位、责任单位、完成时限）后重新读取"


class RowUndecided(Problem):
    """A row or paragraph could not be assigned to a task or a heading."""

    code = "R04"
    title = "有一行无法归类"
    severity = "warning"
    description = (
        "这一行既不像任务，也不像标题或上一项的续行，或者整行划了删除线。"
        "为免张冠李戴，程序没有把它并入任何任务。"
    )
    example = "表格中间只有一句“以上任务请抓紧推进”，没有责任单位和时限。"
    message = "无法判断这一行属于哪项任务：“{value}”"
    fix = "对照来文，如是任务请在台账中补录，如是上一项的内容请补到该项"


class SingleUnitParagraph(Problem):
    """Two unit columns stand in the head, but the text has one unit paragraph for the task."""

    code = "R05"
    title = "牵头、责任单位只见一段"
    severity = "warning"
    description = (
        "表头有牵头单位和责任单位两列，但转成文本后这项任务只剩一段单位，"
        "看不出是哪一列，都是“各镇街”一类的统称时按责任单位，否则按第一列。"
    )
    example = "表头：牵头单位、责任单位；任务后面只有一段“县财政局”。"
    message = "只有一段单位“{value}”，不能确定是牵头还是责任单位"
    fix = "对照来文原件，确认后在台账中填入正确的一列"


class YearUnknown(Problem):
    """The notice does not say which year its dates belong to."""

    code = "R06"
    title = "来文年份不明"
    severity = "warning"
    description = "标题、文号、成文日期和正文里都没有年份，“10月底前”一类的时限无法换算成日期。"
    example = "标题只写“政务公开重点工作任务分工”，没有年份，也没有文号和日期。"
    message = "来文没有写明年份，只写月日的时限没有换算"
    fix = "重新读取时指明年份，例如 2026"


class MaybeMerged(Problem):
    """An empty cell may be the rest of a merged cell above, which plain text cannot show."""

    code = "R07"
    title = "空格可能是合并单元格"
    severity = "warning"
    description = (
        "文本格式看不出合并单元格。这里是空的，可能沿用上一行，也可能原本就空着，程序没有照抄。"
    )
    example = "上一行完成时限“6月底前”，本行空白：可能是合并单元格，也可能没有时限。"
    message = "这里是空的，可能与上面的“{value}”是同一个合并单元格"
    fix = "对照来文原件；如确属合并，在台账中把上面的内容填到本行"


class TextLeftOut(Problem):
    """A piece of text beside the tasks went into no field."""

    code = "R08"
    title = "有文字未采用"
    severity = "info"
    description = (
        "任务附近有文字没有进入任何一列，例如表下的说明、页眉页脚、修订中已删除的文字、"
        "划了删除线的文字。读取来文时可以列出全部没有采用的文字。"
    )
    example = "表后有一行“备注：以上任务完成情况纳入年度考核”。"
    message = "这段文字没有进入台账：“{value}”"
    fix = "看一遍，如属任务内容请在台账中补录"


class HeadingWithoutTasks(Problem):
    """No item under a heading names a unit, so none was read as a task."""

    code = "R10"
    title = "标题下没有任务"
    severity = "warning"
    description = (
        "标题下面的条目都没有写责任单位，没有列为任务：可能本来就是工作要求，"
        "也可能是责任单位没有被认出来。"
    )
    example = "“三、工作要求”下面只有“（一）加强领导”“（二）强化督查”，都没有责任单位。"
    message = "标题“{value}”下面的条目没有责任单位，没有列为任务"
    fix = "对照来文，确认是否漏读；漏读的请在台账中补录"


class LeadFromRule(Problem):
    """The lead was taken from a heading or from a rule such as 'the first named leads'."""

    code = "R11"
    title = "牵头单位按规则推定"
    severity = "info"
    once = True
    description = (
        "这项任务自己没有写牵头单位，程序按标题中的牵头单位，"
        "或按来文所说“排在第一位的为牵头单位，下同”推定。"
    )
    example = "（县财政局、县审计局按职责分工负责，列第一位的为牵头单位，下同）"
    message = "牵头单位“{value}”是按标题或“列首位者牵头”的说明推定的"
    fix = "核对一遍，不对的在台账中改正"


class HeadingOnSecondRow(Problem):
    """A block's heading stands on its second row; the row above was counted to the block."""

    code = "R12"
    title = "标题印在第二行"
    severity = "info"
    description = (
        "来文表格的标题单元格合并了几行，转成文字后标题落在板块的第二行。"
        "程序把上面一行也归入这个标题，请对照来文确认。"
    )
    example = "第一行没有标题，第二行写着“市容秩序”，两行都归入“市容秩序”。"
    message = "这一行归入下一行的标题“{value}”"
    fix = "对照来文；不属于这个标题的，在台账中改正"


class YearDoubtful(Problem):
    """The title names several years; dates without a year were read with one of them."""

    code = "R13"
    title = "标题里不止一个年份"
    severity = "warning"
    description = (
        "标题里写了两个以上的年份，只写月日的时限按其中一个换算：与成文日期同年的优先，"
        "否则取标题中最后一个。请确认。"
    )
    example = "2022年度考核反馈问题及2023年整改任务分工：3月底前按2023年换算。"
    message = "标题里有{years}，只写月日的时限按{value}年换算"
    fix = "不对的，在来文副本中把标题改成只有一个年份后重新读取，或在台账中改正时限"


class ReadAsNotice(Problem):
    """A workbook looks like an office's ledger and lacks what makes one."""

    code = "R14"
    title = "按来文读取"
    severity = "info"
    description = (
        "这个工作簿像一份台账，但不是本系统建的，也没有编号、状态等列，不能按台账检查和统计，"
        "程序把它当作来文（任务分工表）读取。要作为台账使用的，请先用它建账。"
    )
    example = "本单位自己的“工作台账.xlsx”，有任务、单位、时限，没有编号列。"
    message = "这个工作簿{why}，不是台账，按来文读取"
    fix = "要作为台账使用的，用“建账”读入这个文件，生成台账"


class CarriedDown(Problem):
    """A blank unit cell was filled from the row above, as its neighbours are."""

    code = "R15"
    title = "空白单位沿用上一行"
    severity = "info"
    description = (
        "表格按单位排列，或空白的单位格与左边空白的类别格同属一个合并单元格时，"
        "程序把上一行的单位填到本行，请核对。"
    )
    example = "类别、责任单位两格都空着，与上一行的“智慧农业、县农业农村局”是同一个合并单元格。"
    message = "单位格空白，按合并单元格沿用上一行的“{value}”"
    fix = "核对一遍，不对的在台账中改正"


class NotUnderstood(Problem):
    """Text that names who answers or by when was read into no task."""

    code = "R16"
    title = "单位、时限未读成任务"
    severity = "warning"
    description = (
        "这段文字里有牵头、责任单位、配合单位或完成时限，却没有进入任何任务。"
        "可能是总的要求，也可能是漏读的任务。"
    )
    example = "“该项工作由县水利局牵头，6月底前完成。”没有归到任何一项任务。"
    message = "这段文字写了单位或时限，但没有读成任务：“{value}”"
    fix = "对照来文，是任务的在台账中补录；整张表没有读的，用读取方案指定"


class ReadingDoubtful(Problem):
    """What was read looks as if it had been cut or mixed up."""

    code = "R17"
    title = "读取结果可疑"
    severity = "warning"
    description = (
        "读出来的任务自身有疑点：内容以标点开头、括号不成对、内容只有单位或分工用语、"
        "单位名称括号不成对、序号跳号或重号。多半是单元格或段落被切断、并错。"
    )
    example = "任务内容是“，支持农户联合经营”，以逗号开头：前半句可能读到别处去了。"
    message = "这项任务读得可疑，{why}：“{value}”"
    fix = "对照来文改正；同一类问题多的，用读取方案重新读取"


class TableNotRead(Problem):
    """A table of the notice was not read as a task table."""

    code = "R18"
    title = "有一张表没有读"
    severity = "warning"
    description = (
        "来文里不止一张表时，只有布置任务的表才读成任务；项目清单、名单、指标表、空白填报表"
        "单独列出，不混进任务。没有读的表在这里写明表头和原因。"
    )
    example = "附件2是“项目名称、建设单位、总投资”的项目清单，没有读成任务。"
    message = "表{number}（表头：{value}）没有读成任务表：{why}"
    fix = "如果它也是任务表，用读取方案把它的“读取”改为 true 后重新读取"
