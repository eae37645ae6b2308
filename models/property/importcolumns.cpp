#include "models/property/importcolumns.h"

#include "models/property/normal.h"

#include <QStringList>

namespace meterdesk {
namespace {

struct Names {
    ImportColumn column;
    const char16_t* names; // the English first, then the Chinese, then others; with '|' between
};

constexpr std::array<Names, importColumnCount> table{{
    {ImportColumn::Compound, u"compound|小区|community|小区名称|园区"},
    {ImportColumn::Building, u"building|楼栋|楼号|楼"},
    {ImportColumn::Apartment, u"apartment|房号|apartment code|房屋|房间号|门牌号"},
    {ImportColumn::OwnerName, u"owner|业主|owner name|业主姓名|姓名|name"},
    {ImportColumn::OwnerPhone, u"owner phone|业主电话|phone|电话|手机|业主手机|联系电话|手机号"},
    {ImportColumn::TenantName, u"tenant|租户|tenant name|租户姓名|租客"},
    {ImportColumn::TenantPhone, u"tenant phone|租户电话|租户手机|租客电话"},
    {ImportColumn::Household, u"household size|人口|household|人口数|家庭人口|人数"},
    {ImportColumn::Account, u"account|户号|account number|账号|用户号"},
    {ImportColumn::MeterNumber, u"meter|表号|meter number|表编号|表具编号"},
    {ImportColumn::Kind, u"kind|表类型|meter kind|类型|表种类"},
    {ImportColumn::Basis, u"basis|计费方式|credit basis|购买方式"},
    {ImportColumn::Layout, u"layout|卡布局|card layout|卡格式"},
    {ImportColumn::State, u"state|状态|meter state|表状态"},
    {ImportColumn::LastCount, u"last count|购买次数|purchase count|count|已购次数"},
    {ImportColumn::Total, u"total purchased|累计购买|total|累计购买量|累计购量|累计金额"},
    {ImportColumn::CardId, u"card|卡号|card id|card uid|卡片号"},
    {ImportColumn::CardFamily, u"card family|卡类型|family|卡种类"},
    {ImportColumn::CardKeys, u"card keys|密钥版本|key version|卡密钥版本"},
}};

struct Word {
    ImportColumn column;
    const char* name;
    const char16_t* words;
};

constexpr Word words[] = {
    {ImportColumn::Kind, "water", u"WATER|水|水表|冷水|冷水表"},
    {ImportColumn::Kind, "electricity", u"ELECTRICITY|电|电表|ELECTRIC|POWER"},
    {ImportColumn::Kind, "gas", u"GAS|气|燃气|气表|燃气表|天然气"},
    {ImportColumn::Basis, "quantity", u"QUANTITY|BYQUANTITY|按量|量|按用量|用量|数量"},
    {ImportColumn::Basis, "money", u"MONEY|BYMONEY|按金额|金额|按钱|钱|按费用"},
    {ImportColumn::State, "in-use", u"IN-USE|INUSE|在用|使用中|正常"},
    {ImportColumn::State, "faulty", u"FAULTY|故障|损坏"},
    {ImportColumn::State, "removed", u"REMOVED|拆除|已拆除|停用"},
    {ImportColumn::CardFamily, "cpu", u"CPU|CPU卡"},
    {ImportColumn::CardFamily, "mifare-classic", u"MIFARE-CLASSIC|MIFARECLASSIC|MIFARE|M1|M1卡|射频卡"},
    {ImportColumn::CardFamily, "sle4442", u"SLE4442|4442|4442卡"},
};

QString headerKey(const QString& header) {
    QString key = normalKey(header);
    key.remove(u'_').remove(u'-');
    return key;
}

QStringList split(const char16_t* names) {
    return QString::fromUtf16(names).split(u'|');
}

} // namespace

std::optional<ImportColumn> importColumn(const QString& header) {
    static const QHash<QString, ImportColumn> byName = [] {
        QHash<QString, ImportColumn> hash;
        for (const Names& each : table)
            for (const QString& name : split(each.names))
                hash.insert(headerKey(name), each.column);
        return hash;
    }();
    const auto found = byName.constFind(headerKey(header));
    return found == byName.cend() ? std::nullopt : std::optional(*found);
}

QString importColumnName(ImportColumn column) {
    for (const Names& each : table) {
        if (each.column == column) {
            const QStringList names = split(each.names);
            return names.at(0) + QStringLiteral(" (") + names.at(1) + u')';
        }
    }
    Q_UNREACHABLE(); // tst_import walks every column
}

QString importWord(ImportColumn column, const QString& word) {
    static const QHash<std::pair<int, QString>, QString> byWord = [] {
        QHash<std::pair<int, QString>, QString> hash;
        for (const Word& each : words)
            for (const QString& spelling : split(each.words))
                hash.insert({int(each.column), spelling}, QString::fromLatin1(each.name));
        return hash;
    }();
    return byWord.value({int(column), normalKey(word)}, word);
}

} // namespace meterdesk
