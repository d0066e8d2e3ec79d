// 规划、检查和申报数据中的词语。

/** @type {Record<string, string>} */
export const zhTerms = {
  'unit.m2': '平方米',
  'unit.ha': '公顷',
  'unit.mu': '亩',
  'unit.km2': '平方公里',

  'reason.invalid-geometry': '图形无效',
  'reason.unknown-code': '代码无效',

  'kind.bus-station': '汽车站',
  'kind.health': '卫生设施',
  'kind.hospital': '医院',
  'kind.power-plant': '电厂',
  'kind.school': '学校',
  'kind.substation': '变电站',
  'kind.test-centre': '检测中心',
  'kind.water-works': '水厂',
  'kind.power-line': '电力线路',
  'kind.gas-pipe': '燃气管道',
  'kind.water-pipe': '给水管道',
  'kind.sewer': '污水管道',
  'kind.finished': '已建成',
  'kind.under-construction': '在建',
  'kind.planned': '拟建',
  'kind.settled': '已入驻',
};
