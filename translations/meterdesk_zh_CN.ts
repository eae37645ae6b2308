<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AmountAdvice</name>
    <message>
        <source>%1 (%2 yuan)</source>
        <translation>%1（%2 元）</translation>
    </message>
    <message>
        <source>This meter takes steps of %1.</source>
        <translation>这块表每次只能按 %1 的整倍数充值。</translation>
    </message>
    <message>
        <source>%1 Type %2, for example.</source>
        <translation>%1例如输入 %2。</translation>
    </message>
    <message>
        <source>%1 Type %2 or %3.</source>
        <translation>%1请输入 %2 或 %3。</translation>
    </message>
    <message>
        <source>“%1” is nothing. The least that can be sold at once is %2.</source>
        <translation>“%1”等于零。一次最少充值 %2。</translation>
    </message>
    <message>
        <source>“%1” is too little. The least that can be sold at once is %2.</source>
        <translation>“%1”太少。一次最少充值 %2。</translation>
    </message>
    <message>
        <source>“%1” is too much. The most that can be sold at once is %2.</source>
        <translation>“%1”太多。一次最多充值 %2。</translation>
    </message>
</context>
<context>
    <name>CardDesk</name>
    <message>
        <source>The layout “%1” is of residents&apos; cards, not of tools.</source>
        <translation>布局“%1”用于住户卡，不用于工具卡。</translation>
    </message>
    <message>
        <source>it isn&apos;t for meter %1</source>
        <translation>这张卡不属于表 %1</translation>
    </message>
    <message>
        <source>the meter has orders in these books, and the card says count %1</source>
        <translation>该表在本账簿中已有充值单，而卡上的购买次数是 %1</translation>
    </message>
    <message>
        <source>Count %1, total %2: as in the books.</source>
        <translation>第 %1 次，累计 %2：与账簿一致。</translation>
    </message>
    <message>
        <source>Count %1, total %2: taken into the books.</source>
        <translation>第 %1 次，累计 %2：已记入账簿。</translation>
    </message>
    <message>
        <source>The meter has loaded it.</source>
        <translation>表已读入。</translation>
    </message>
    <message>
        <source>The meter last loaded count %1.</source>
        <translation>表最近读入的是第 %1 次。</translation>
    </message>
    <message>
        <source>Meter %1 exchanged: %2</source>
        <translation>表 %1 已更换：%2</translation>
    </message>
    <message>
        <source>a tool</source>
        <translation>工具卡</translation>
    </message>
    <message>
        <source>meter %1</source>
        <translation>表 %1</translation>
    </message>
    <message>
        <source>Card %1 of this meter (replace it, if it is lost)</source>
        <translation>该表的卡 %1（如已丢失请补卡）</translation>
    </message>
    <message>
        <source>“%1” is not a tool: %2</source>
        <translation>“%1”不是工具卡：%2</translation>
    </message>
    <message>
        <source>A tool card needs a holder.</source>
        <translation>工具卡必须登记持卡人。</translation>
    </message>
    <message>
        <source>the office has had %1 versions of the key “%2”; say which one the card has</source>
        <translation>单位的密钥“%2”先后有过 %1 个版本，请说明这张卡用的是哪一个</translation>
    </message>
    <message>
        <source>Its last purchase, %1, isn&apos;t in the meter yet.</source>
        <translation>卡上最后一次购买的 %1 还没有进表。</translation>
    </message>
    <message>
        <source>The meter has it, and the books did not.</source>
        <translation>表里有，账上没有。</translation>
    </message>
    <message>
        <source>The meter has loaded count %1, which the books did not have: taken into the books.</source>
        <translation>表已加载第 %1 次购买，账上没有，现已入账。</translation>
    </message>
    <message>
        <source>what an issue torn half-way leaves (scrap this card)</source>
        <translation>发卡中断留下的内容（此卡作废）</translation>
    </message>
    <message>
        <source>another system&apos;s data, or what an issue torn half-way left</source>
        <translation>其他系统的数据，或发卡中断留下的内容</translation>
    </message>
    <message>
        <source>“%1” has no place on a card of the layout “%2”.</source>
        <translation>布局“%2”的卡上放不下“%1”。</translation>
    </message>
</context>
<context>
    <name>CardField</name>
    <message>
        <source>user number</source>
        <translation>用户号</translation>
    </message>
    <message>
        <source>phone number</source>
        <translation>电话号码</translation>
    </message>
    <message>
        <source>card number</source>
        <translation>卡号</translation>
    </message>
    <message>
        <source>meter number</source>
        <translation>表号</translation>
    </message>
    <message>
        <source>purchase count</source>
        <translation>购买次数</translation>
    </message>
    <message>
        <source>credit of the purchase</source>
        <translation>本次购买额</translation>
    </message>
    <message>
        <source>total purchased</source>
        <translation>累计购买</translation>
    </message>
    <message>
        <source>alarm level</source>
        <translation>报警值</translation>
    </message>
    <message>
        <source>overdraft</source>
        <translation>透支额</translation>
    </message>
    <message>
        <source>price table</source>
        <translation>价格表</translation>
    </message>
    <message>
        <source>version of the price table</source>
        <translation>价格表版本</translation>
    </message>
    <message>
        <source>kind of tool</source>
        <translation>工具类型</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>last count</source>
        <translation>已刷次数</translation>
    </message>
    <message>
        <source>total loaded</source>
        <translation>累计充入</translation>
    </message>
    <message>
        <source>remaining</source>
        <translation>余量</translation>
    </message>
    <message>
        <source>total used</source>
        <translation>累计用量</translation>
    </message>
    <message>
        <source>monthly use</source>
        <translation>月用量</translation>
    </message>
    <message>
        <source>flags</source>
        <translation>标志</translation>
    </message>
    <message>
        <source>meter&apos;s time</source>
        <translation>表内时间</translation>
    </message>
</context>
<context>
    <name>CardFinding</name>
    <message>
        <source>A try of the card&apos;s code is spent, so it is never written again.</source>
        <translation>此卡的密码已被试错，不再向其写入。</translation>
    </message>
    <message>
        <source>What is on it still goes into the meter; replace the card.</source>
        <translation>卡上的额度仍可刷入表内；请补换一张新卡。</translation>
    </message>
    <message>
        <source>Another system&apos;s card.</source>
        <translation>其他系统的卡。</translation>
    </message>
    <message>
        <source>Barred: reported lost, or returned. Keep it.</source>
        <translation>已停用：已挂失或已退卡，请收回。</translation>
    </message>
    <message>
        <source>The meter on the card isn&apos;t the one in the books.</source>
        <translation>卡上的表与账簿中的表不符。</translation>
    </message>
    <message>
        <source>Ahead of the books: it may have been sold to elsewhere.</source>
        <translation>卡比账簿新：可能在别处充过值。</translation>
    </message>
    <message>
        <source>Behind the books: it may be a restored copy.</source>
        <translation>卡比账簿旧：可能是复制恢复的卡。</translation>
    </message>
    <message>
        <source>The record is torn; settling writes it again.</source>
        <translation>卡上记录不完整；处理时会重新写入。</translation>
    </message>
    <message>
        <source>A tool card.</source>
        <translation>工具卡。</translation>
    </message>
    <message>
        <source>A blank card.</source>
        <translation>空白卡。</translation>
    </message>
    <message>
        <source>In order.</source>
        <translation>正常。</translation>
    </message>
    <message>
        <source>Ask for the card that this office has issued; this one is not written.</source>
        <translation>请用户出示本处发的卡；这张卡不会被写入。</translation>
    </message>
    <message>
        <source>Ask for the card that took its place.</source>
        <translation>请用户出示换发的新卡。</translation>
    </message>
    <message>
        <source>Sell nothing on it; a manager compares the card with the meter.</source>
        <translation>不要给它充值；请经理核对卡和表。</translation>
    </message>
    <message>
        <source>Sell nothing on it; a manager looks where the other purchase was made.</source>
        <translation>不要给它充值；请经理查明另一次购买是在哪里。</translation>
    </message>
    <message>
        <source>Sell nothing on it; a manager looks whether the card was copied.</source>
        <translation>不要给它充值；请经理查看这张卡是否被复制。</translation>
    </message>
    <message>
        <source>Under open orders: read the card and settle.</source>
        <translation>请在未完结充值单中读卡并处理。</translation>
    </message>
    <message>
        <source>Search for the resident and mark the meter; a manager takes the card into the books.</source>
        <translation>请查找住户并选中表；由经理把这张卡记入账簿。</translation>
    </message>
    <message>
        <source>Nothing is sold on it; lay a resident&apos;s card on the reader.</source>
        <translation>工具卡不能充值；请放上住户的卡。</translation>
    </message>
    <message>
        <source>Search for the resident, mark the meter and issue the card.</source>
        <translation>请查找住户，选中表，然后发卡。</translation>
    </message>
    <message>
        <source>Type an amount and press Enter.</source>
        <translation>请输入数额并按回车。</translation>
    </message>
    <message>
        <source>Locked: the card carries out no command any more.</source>
        <translation>已锁定：此卡不再执行任何操作。</translation>
    </message>
    <message>
        <source>Keep it and replace it like a lost card; a manager decides what becomes of its money.</source>
        <translation>请收回此卡，按丢卡补办新卡；卡内余款由经理决定如何处理。</translation>
    </message>
    <message>
        <source>clear the meter</source>
        <translation>清零</translation>
    </message>
    <message>
        <source>check the meter</source>
        <translation>检查表</translation>
    </message>
    <message>
        <source>turn the valve</source>
        <translation>开关阀门</translation>
    </message>
    <message>
        <source>set a parameter</source>
        <translation>设置参数</translation>
    </message>
    <message>
        <source>transfer a remainder</source>
        <translation>转移剩余量</translation>
    </message>
    <message>
        <source>The card&apos;s record was torn: it is written again from the books.</source>
        <translation>卡上记录不完整：已按账簿重新写入。</translation>
    </message>
    <message>
        <source>The card&apos;s data file is finished.</source>
        <translation>卡上的数据文件已写完。</translation>
    </message>
    <message>
        <source>The credit is on the card, but its data file isn&apos;t finished: lay the card on the reader again before it goes to the meter.</source>
        <translation>充值已写入卡中，但卡上的数据文件尚未写完：插到表上之前，请把卡重新放到读卡器上。</translation>
    </message>
    <message>
        <source>The credit is off the card, but its data file isn&apos;t finished: lay the card on the reader again before it goes to the meter.</source>
        <translation>充值已从卡中取出，但卡上的数据文件尚未写完：插到表上之前，请把卡重新放到读卡器上。</translation>
    </message>
    <message>
        <source>%1 for meter %2 are on the lost card still. When this card has been at the meter, replace the lost one once more: what the meter shows not to have comes onto this card. A manager may say so at once.</source>
        <translation>表 %2 的 %1 仍在遗失的卡上。新卡在表上刷过后，请再做一次补换：表显示未收到的额度会转到新卡上；经理也可立即确认转移。</translation>
    </message>
    <message>
        <source>It is written like one of ours, but isn&apos;t in the books.</source>
        <translation>看起来是本系统的卡，但不在账中。</translation>
    </message>
</context>
<context>
    <name>Case</name>
    <message>
        <source>The meter has purchases that the books don&apos;t have.</source>
        <translation>表上有账簿里没有的购买。</translation>
    </message>
    <message>
        <source>The meter&apos;s count of purchases has gone back.</source>
        <translation>表上的购买次数倒退了。</translation>
    </message>
    <message>
        <source>The meter has a purchase whose money was given back.</source>
        <translation>表上有一笔已退款的购买。</translation>
    </message>
    <message>
        <source>The meter has a purchase that was taken off the card.</source>
        <translation>表上有一笔已从卡上撤回的购买。</translation>
    </message>
    <message>
        <source>The meter&apos;s total is above that of the books.</source>
        <translation>表上的累计购买多于账簿。</translation>
    </message>
    <message>
        <source>The meter&apos;s total is below that of the books.</source>
        <translation>表上的累计购买少于账簿。</translation>
    </message>
    <message>
        <source>The card was ahead of the books.</source>
        <translation>卡比账簿超前。</translation>
    </message>
    <message>
        <source>The card was behind the books: an old copy, perhaps.</source>
        <translation>卡比账簿落后：可能是旧的复制卡。</translation>
    </message>
    <message>
        <source>The card named another meter.</source>
        <translation>卡上写的是另一块表。</translation>
    </message>
    <message>
        <source>A record of the card couldn&apos;t be read.</source>
        <translation>卡上有一条记录读不出来。</translation>
    </message>
    <message>
        <source>An order could not be settled by reading its card.</source>
        <translation>有一张充值单读卡后仍无法结清。</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Type digits with a point, for example 50.00.</source>
        <translation>请输入数字，可带小数点，例如 50.00。</translation>
    </message>
    <message>
        <source>The amount is larger than can be counted.</source>
        <translation>金额太大，无法计算。</translation>
    </message>
    <message>
        <source>Type a smaller amount.</source>
        <translation>请输入小一些的金额。</translation>
    </message>
    <message>
        <source>%1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>Look at the command&apos;s --help.</source>
        <translation>请查看该命令的 --help。</translation>
    </message>
    <message>
        <source>There is no %1.</source>
        <translation>没有%1。</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 已存在。</translation>
    </message>
    <message>
        <source>Use the one that is there, or choose another name.</source>
        <translation>请使用已有的，或换一个名称。</translation>
    </message>
    <message>
        <source>Nobody is signed in.</source>
        <translation>尚未登录。</translation>
    </message>
    <message>
        <source>Sign in first: --as NAME with METERDESK_PASSWORD, or the sign-in page.</source>
        <translation>请先登录：使用 --as 姓名 和 METERDESK_PASSWORD，或在登录页登录。</translation>
    </message>
    <message>
        <source>Name or password is wrong.</source>
        <translation>姓名或密码错误。</translation>
    </message>
    <message>
        <source>Try again; after several wrong tries the name is locked for a while.</source>
        <translation>请重试；多次输错后该姓名会被锁定一段时间。</translation>
    </message>
    <message>
        <source>This name is locked after repeated wrong passwords until %1.</source>
        <translation>多次输错密码，该姓名已锁定至 %1。</translation>
    </message>
    <message>
        <source>Wait, or ask an administrator to unlock it.</source>
        <translation>请稍候，或请系统管理员解锁。</translation>
    </message>
    <message>
        <source>Your role may not do this: %1.</source>
        <translation>您的岗位无权进行此操作：%1。</translation>
    </message>
    <message>
        <source>%1 is the only administrator.</source>
        <translation>%1 是唯一的系统管理员。</translation>
    </message>
    <message>
        <source>Make somebody else an administrator first.</source>
        <translation>请先指定另一位系统管理员。</translation>
    </message>
    <message>
        <source>This needs a reason.</source>
        <translation>此操作需要填写原因。</translation>
    </message>
    <message>
        <source>The books can&apos;t be opened: %1.</source>
        <translation>账簿无法打开：%1。</translation>
    </message>
    <message>
        <source>Check the data folder; nothing was sold.</source>
        <translation>请检查数据文件夹；没有发生任何销售。</translation>
    </message>
    <message>
        <source>The data folder can&apos;t be written.</source>
        <translation>数据文件夹无法写入。</translation>
    </message>
    <message>
        <source>Check the folder&apos;s rights and the disk; nothing was sold.</source>
        <translation>请检查文件夹权限和磁盘；没有发生任何销售。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>Free some space; nothing was sold.</source>
        <translation>请清理磁盘空间；没有发生任何销售。</translation>
    </message>
    <message>
        <source>Another program is writing the books.</source>
        <translation>另一个程序正在写账簿。</translation>
    </message>
    <message>
        <source>Wait a moment and try again.</source>
        <translation>请稍候再试。</translation>
    </message>
    <message>
        <source>The books were written by a newer Meterdesk (%1).</source>
        <translation>账簿由更新版本的 Meterdesk 写入（%1）。</translation>
    </message>
    <message>
        <source>Update this program.</source>
        <translation>请更新本程序。</translation>
    </message>
    <message>
        <source>The books are damaged: %1.</source>
        <translation>账簿已损坏：%1。</translation>
    </message>
    <message>
        <source>Stop selling and restore the last backup.</source>
        <translation>请停止销售，并恢复最近的备份。</translation>
    </message>
    <message>
        <source>The books refused: %1.</source>
        <translation>账簿拒绝了操作：%1。</translation>
    </message>
    <message>
        <source>Try again; if it stays, call support with this sentence.</source>
        <translation>请重试；若仍不行，请把这句话告诉技术支持。</translation>
    </message>
    <message>
        <source>There is no office in this data folder yet.</source>
        <translation>此数据文件夹中还没有物业账簿。</translation>
    </message>
    <message>
        <source>Run: meterdesk setup, or meterdesk setup --demo.</source>
        <translation>请运行：meterdesk setup，或 meterdesk setup --demo。</translation>
    </message>
    <message>
        <source>Correct the rows listed and import again.</source>
        <translation>请改正所列各行后重新导入。</translation>
    </message>
    <message>
        <source>Stopped at your wish; nothing was changed.</source>
        <translation>已按您的要求停止；没有改动任何内容。</translation>
    </message>
    <message>
        <source>Start again when you like.</source>
        <translation>需要时可重新开始。</translation>
    </message>
    <message>
        <source>The office keys are locked.</source>
        <translation>物业密钥已锁定。</translation>
    </message>
    <message>
        <source>Unlock them with the passphrase (METERDESK_PASSPHRASE in scripts).</source>
        <translation>请用口令解锁（脚本中用 METERDESK_PASSPHRASE）。</translation>
    </message>
    <message>
        <source>The books have cards whose keys (version %1 and before) aren&apos;t here.</source>
        <translation>账簿中有卡，但这些卡的密钥（版本 %1 及以前）不在这里。</translation>
    </message>
    <message>
        <source>Restore keys.sealed from a backup, or import those keys: meterdesk keys import FILE. For new keys beside them: keys generate --rotate.</source>
        <translation>请从备份恢复 keys.sealed，或导入那些密钥：meterdesk keys import 文件。若要另外生成新密钥：keys generate --rotate。</translation>
    </message>
    <message>
        <source>The key file to import is not valid: %1.</source>
        <translation>要导入的密钥文件无效：%1。</translation>
    </message>
    <message>
        <source>The system&apos;s keychain can&apos;t be used: %1.</source>
        <translation>无法使用系统钥匙串：%1。</translation>
    </message>
    <message>
        <source>Type the passphrase (METERDESK_PASSPHRASE in scripts).</source>
        <translation>请输入口令（脚本中用 METERDESK_PASSPHRASE）。</translation>
    </message>
    <message>
        <source>A calculation with a key failed: %1.</source>
        <translation>密钥运算失败：%1。</translation>
    </message>
    <message>
        <source>Call support with this sentence.</source>
        <translation>请把这句话告诉技术支持。</translation>
    </message>
    <message>
        <source>The card layout is not valid: %1.</source>
        <translation>卡片布局无效：%1。</translation>
    </message>
    <message>
        <source>Correct the layout file; meterdesk layout check FILE tells where.</source>
        <translation>请改正布局文件；meterdesk layout check 文件 会指出位置。</translation>
    </message>
    <message>
        <source>There is no card layout “%1”.</source>
        <translation>没有卡片布局“%1”。</translation>
    </message>
    <message>
        <source>Put its file into the data folder&apos;s layouts folder, or choose another.</source>
        <translation>请把布局文件放入数据文件夹的 layouts 文件夹，或另选一个。</translation>
    </message>
    <message>
        <source>The card service isn&apos;t running.</source>
        <translation>读卡服务没有运行。</translation>
    </message>
    <message>
        <source>Start it (on Linux: systemctl start pcscd) and try again.</source>
        <translation>请启动它（Linux：systemctl start pcscd）后重试。</translation>
    </message>
    <message>
        <source>No card reader is connected.</source>
        <translation>没有连接读卡器。</translation>
    </message>
    <message>
        <source>Plug the reader in, or choose another in the settings.</source>
        <translation>请插上读卡器，或在设置中另选一个。</translation>
    </message>
    <message>
        <source>The card reader has been unplugged.</source>
        <translation>读卡器已被拔下。</translation>
    </message>
    <message>
        <source>Plug it in again and lay the card on it.</source>
        <translation>请重新插上，并把卡放上去。</translation>
    </message>
    <message>
        <source>There is no card on the reader.</source>
        <translation>读卡器上没有卡。</translation>
    </message>
    <message>
        <source>Lay the card on the reader.</source>
        <translation>请把卡放到读卡器上。</translation>
    </message>
    <message>
        <source>Another program is using the card.</source>
        <translation>另一个程序正在使用这张卡。</translation>
    </message>
    <message>
        <source>Close the other program, or wait for it.</source>
        <translation>请关闭那个程序，或稍候。</translation>
    </message>
    <message>
        <source>The card was taken away too early.</source>
        <translation>卡被过早拿开。</translation>
    </message>
    <message>
        <source>Lay the same card on the reader again.</source>
        <translation>请把同一张卡重新放到读卡器上。</translation>
    </message>
    <message>
        <source>This is another card than a moment ago.</source>
        <translation>这张卡与刚才的不是同一张。</translation>
    </message>
    <message>
        <source>Lay the first card on the reader again.</source>
        <translation>请把刚才那张卡重新放到读卡器上。</translation>
    </message>
    <message>
        <source>The card doesn&apos;t answer properly.</source>
        <translation>卡没有正常应答。</translation>
    </message>
    <message>
        <source>Clean the card, lay it on the reader again.</source>
        <translation>请擦净卡片，重新放到读卡器上。</translation>
    </message>
    <message>
        <source>This kind of card is not known here (%1).</source>
        <translation>不认识这种卡（%1）。</translation>
    </message>
    <message>
        <source>The card refused the command (%1).</source>
        <translation>卡拒绝了命令（%1）。</translation>
    </message>
    <message>
        <source>Try again; if it stays, replace the card.</source>
        <translation>请重试；若仍不行，请换卡。</translation>
    </message>
    <message>
        <source>The card doesn&apos;t know the office&apos;s key.</source>
        <translation>卡不认本单位的密钥。</translation>
    </message>
    <message>
        <source>It is another system&apos;s card; do not try again. Issue a card of this office.</source>
        <translation>这是其他系统的卡，请勿再试。请发一张本单位的卡。</translation>
    </message>
    <message>
        <source>Replace this card.</source>
        <translation>请更换此卡。</translation>
    </message>
    <message>
        <source>The card&apos;s proof is wrong; it is not what it seems.</source>
        <translation>卡的校验不正确；它可能不是真卡。</translation>
    </message>
    <message>
        <source>Keep the card and tell a manager.</source>
        <translation>请扣下此卡并告知经理。</translation>
    </message>
    <message>
        <source>The card is blank.</source>
        <translation>这是空白卡。</translation>
    </message>
    <message>
        <source>Issue it for a meter.</source>
        <translation>请先为某块表发卡。</translation>
    </message>
    <message>
        <source>The card is another system&apos;s.</source>
        <translation>这是其他系统的卡。</translation>
    </message>
    <message>
        <source>The card isn&apos;t in the books (%1).</source>
        <translation>账簿中没有这张卡（%1）。</translation>
    </message>
    <message>
        <source>A manager can take it in: card adopt.</source>
        <translation>经理可以把它记入账簿：card adopt。</translation>
    </message>
    <message>
        <source>The card is barred: it was reported %1.</source>
        <translation>此卡已停用：状态为%1。</translation>
    </message>
    <message>
        <source>Keep the card; its owner has another one.</source>
        <translation>请收回此卡；持卡人已有另一张卡。</translation>
    </message>
    <message>
        <source>The card belongs to meter %1.</source>
        <translation>这张卡属于表 %1。</translation>
    </message>
    <message>
        <source>Lay the right card on the reader, or choose that meter.</source>
        <translation>请放上正确的卡，或选择那块表。</translation>
    </message>
    <message>
        <source>The card is ahead of the books (count %1).</source>
        <translation>卡比账簿新（第 %1 次）。</translation>
    </message>
    <message>
        <source>A manager looks at it; it may have been sold to elsewhere: card adopt.</source>
        <translation>请经理查看；可能在别处充过值：card adopt。</translation>
    </message>
    <message>
        <source>The card is behind the books (count %1); it may be a restored copy.</source>
        <translation>卡比账簿旧（第 %1 次）；可能是复制恢复的卡。</translation>
    </message>
    <message>
        <source>A manager looks at it; sell nothing on it.</source>
        <translation>请经理查看；不要给它充值。</translation>
    </message>
    <message>
        <source>The last purchase on this card hasn&apos;t been loaded yet.</source>
        <translation>这张卡上一次购买的量还没有读入表中。</translation>
    </message>
    <message>
        <source>Put the card in the meter first, then come back.</source>
        <translation>请先把卡插到表上，再来充值。</translation>
    </message>
    <message>
        <source>The card still carries credit that the meter hasn&apos;t loaded (%1).</source>
        <translation>卡上还有表未读入的量（%1）。</translation>
    </message>
    <message>
        <source>The card isn&apos;t blank; it holds %1.</source>
        <translation>这不是空白卡；卡上有%1。</translation>
    </message>
    <message>
        <source>Use a blank card.</source>
        <translation>请使用空白卡。</translation>
    </message>
    <message>
        <source>Meter %1 is %2.</source>
        <translation>表 %1 当前状态：%2。</translation>
    </message>
    <message>
        <source>Repair or exchange the meter first.</source>
        <translation>请先修理或更换该表。</translation>
    </message>
    <message>
        <source>Meter %1 has no active card.</source>
        <translation>表 %1 没有可用的卡。</translation>
    </message>
    <message>
        <source>Issue a card for it.</source>
        <translation>请为它发卡。</translation>
    </message>
    <message>
        <source>The amount is nothing.</source>
        <translation>金额为零。</translation>
    </message>
    <message>
        <source>Type how much to sell.</source>
        <translation>请输入要充值的数额。</translation>
    </message>
    <message>
        <source>The least that can be sold at once is %1.</source>
        <translation>每次最少可售 %1。</translation>
    </message>
    <message>
        <source>Type more.</source>
        <translation>请输入多一些。</translation>
    </message>
    <message>
        <source>The most that can be sold at once is %1.</source>
        <translation>每次最多可售 %1。</translation>
    </message>
    <message>
        <source>This meter takes only multiples of %1.</source>
        <translation>该表只能按 %1 的整数倍充值。</translation>
    </message>
    <message>
        <source>The most that may be held unused is %1.</source>
        <translation>未用余量最多为 %1。</translation>
    </message>
    <message>
        <source>There is no price for %1.</source>
        <translation>没有%1的价格。</translation>
    </message>
    <message>
        <source>Order %1 for this meter is still open.</source>
        <translation>该表的充值单 %1 尚未完结。</translation>
    </message>
    <message>
        <source>Order %1 is %2; this can&apos;t be done with it.</source>
        <translation>充值单 %1 的状态是“%2”；不能这样操作。</translation>
    </message>
    <message>
        <source>Another desk is settling this order.</source>
        <translation>另一个窗口正在处理这张充值单。</translation>
    </message>
    <message>
        <source>Wait a moment.</source>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>The money can&apos;t be given back yet: it isn&apos;t proven that the card doesn&apos;t carry it.</source>
        <translation>现在还不能退款：尚未证明卡上没有这笔钱。</translation>
    </message>
    <message>
        <source>Wait for the meter&apos;s report, or let a manager decide, with a reason.</source>
        <translation>请等表的回写，或由经理决定并写明原因。</translation>
    </message>
    <message>
        <source>The card does not have the credit; nothing was written. Order %1 is open.</source>
        <translation>卡上没有这笔充值；什么也没写入。充值单 %1 未完结。</translation>
    </message>
    <message>
        <source>Lay the card on the reader and send order %1 again, or reverse it.</source>
        <translation>请把卡放上，重新发送充值单 %1，或退款。</translation>
    </message>
    <message>
        <source>It isn&apos;t known whether the card has the credit. Order %1 is in doubt.</source>
        <translation>不能确定卡上是否已有这笔充值。充值单 %1 存疑。</translation>
    </message>
    <message>
        <source>Lay the same card on the reader: it is read and the order is settled.</source>
        <translation>请把同一张卡放到读卡器上：读卡后即可处理这张充值单。</translation>
    </message>
    <message>
        <source>The card doesn&apos;t fit the books: %1.</source>
        <translation>卡与账簿不符：%1。</translation>
    </message>
    <message>
        <source>Check the meter number and the last count.</source>
        <translation>请核对表号和上次的购买次数。</translation>
    </message>
    <message>
        <source>The receipt could not be printed: %1.</source>
        <translation>收据无法打印：%1。</translation>
    </message>
    <message>
        <source>The sale is done. Look at the printer (setting receipt.printer) and print again, or save the receipt as PDF.</source>
        <translation>销售已完成。请检查打印机（设置项 receipt.printer）后重新打印，或将收据存为 PDF。</translation>
    </message>
    <message>
        <source>The office&apos;s keys are missing: %1.</source>
        <translation>缺少本处的密钥：%1。</translation>
    </message>
    <message>
        <source>Check how it is written, or search for it.</source>
        <translation>请核对写法，或查找一下。</translation>
    </message>
    <message>
        <source>This needs two people, and only one has said so yet.</source>
        <translation>这需要两个人，目前只有一个人表态。</translation>
    </message>
    <message>
        <source>A second person must say the same, under their own name (in a command: --by NAME with METERDESK_SECOND_PASSWORD).</source>
        <translation>请第二个人用自己的名字登录，作同样的决定（命令中用 --by 姓名，并设 METERDESK_SECOND_PASSWORD）。</translation>
    </message>
    <message>
        <source>The file can&apos;t be opened: %1.</source>
        <translation>文件打不开：%1。</translation>
    </message>
    <message>
        <source>Check its name, its folder and its rights.</source>
        <translation>请检查文件名、文件夹和权限。</translation>
    </message>
    <message>
        <source>Set it: meterdesk settings set price.%2 3.45</source>
        <translation>请设置：meterdesk settings set price.%2 3.45</translation>
    </message>
    <message>
        <source>The card is locked (%1): it carries out no command any more.</source>
        <translation>这张卡已被锁定（%1），不再执行任何操作。</translation>
    </message>
    <message>
        <source>Keep it and replace it like a lost card; a manager decides what becomes of its money.</source>
        <translation>请收回此卡，按丢卡补办新卡；卡内余款由经理决定如何处理。</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be used: %2.</source>
        <translation>“%1”不能用：%2。</translation>
    </message>
    <message>
        <source>Ask a manager to sign in; keys and staff are an administrator&apos;s.</source>
        <translation>请经理登录办理；密钥和员工由系统管理员管理。</translation>
    </message>
    <message>
        <source>Write in a few words why (in a command: --reason TEXT); it is kept on record.</source>
        <translation>请简单写明原因（命令中用 --reason 文字）；原因会留在记录中。</translation>
    </message>
    <message>
        <source>The passphrase is too short to seal keys with: it needs at least %1 characters.</source>
        <translation>口令太短，不能用来封存密钥：至少要 %1 个字符。</translation>
    </message>
    <message>
        <source>Choose a longer one, for example four words, and keep a copy of it in a safe place.</source>
        <translation>请换一个长一些的，例如四个词，并把它抄一份放在安全的地方。</translation>
    </message>
    <message>
        <source>Correct the file and import it again.</source>
        <translation>请改正文件后重新导入。</translation>
    </message>
    <message>
        <source>Take it away; CPU cards, MIFARE Classic and SLE4442 can be used.</source>
        <translation>请拿开此卡；可以使用 CPU 卡、MIFARE Classic 卡和 SLE4442 卡。</translation>
    </message>
    <message>
        <source>The meter takes another kind of card (%2) than the one on the reader (%1).</source>
        <translation>读卡器上的是 %1，而该表使用的是 %2。</translation>
    </message>
    <message>
        <source>Take this card away and lay one of the right kind on the reader (%2).</source>
        <translation>请拿开此卡，换放一张%2。</translation>
    </message>
    <message>
        <source>Somebody has tried a wrong code on this card; before it locks itself for good, nothing more is tried.</source>
        <translation>有人用错误的密码试过这张卡；为免卡被永久锁死，不再尝试。</translation>
    </message>
    <message>
        <source>Lay a card of this office on the reader.</source>
        <translation>请放上本单位的卡。</translation>
    </message>
    <message>
        <source>The last writing of this card broke off half-way.</source>
        <translation>这张卡上一次写到一半就中断了。</translation>
    </message>
    <message>
        <source>Leave it on the reader and settle it (card settle): it is written again from the books.</source>
        <translation>请把卡留在读卡器上进行处理（card settle）：会按账簿重新写入。</translation>
    </message>
    <message>
        <source>Type less; more can be sold when the meter has loaded this.</source>
        <translation>请输入少一些；表读入以后可以再充。</translation>
    </message>
    <message>
        <source>Type a multiple of it.</source>
        <translation>请输入它的整数倍。</translation>
    </message>
    <message>
        <source>Type less, or wait until some is used up.</source>
        <translation>请输入少一些，或等用掉一部分后再来。</translation>
    </message>
    <message>
        <source>Look at what became of it: order show %1.</source>
        <translation>请查看这张充值单的情况：order show %1。</translation>
    </message>
    <message>
        <source>An earlier card of meter %1 may carry a purchase made elsewhere that isn&apos;t in the meter yet.</source>
        <translation>表 %1 以前的卡上可能还有在原系统购买、表尚未读入的充值。</translation>
    </message>
    <message>
        <source>Take that card in, if there is one (card adopt). Else a manager looks at the meter or in the old books, and says so with the new card (--manager-says); what the meter lacks is given as free credit.</source>
        <translation>若那张卡还在，请先接收它（card adopt）。否则请经理查看表上的购买次数或原系统的账，办新卡时予以确认（--manager-says）；表内缺少的部分按免费充值补给。</translation>
    </message>
    <message>
        <source>The passphrase is wrong, or the key file is damaged.</source>
        <translation>口令错误，或密钥文件已损坏。</translation>
    </message>
    <message>
        <source>Type the passphrase of the keys again. If it is surely right, restore the key file from its backup.</source>
        <translation>请重新输入密钥口令。若口令确实无误，请从备份恢复密钥文件。</translation>
    </message>
    <message>
        <source>The card reader “%1” isn&apos;t connected.</source>
        <translation>读卡器“%1”未连接。</translation>
    </message>
    <message>
        <source>Plug it in, or choose another: the setting “reader”, or --reader NAME; meterdesk readers lists those that are there.</source>
        <translation>请接上它，或改用其他读卡器：设置项“reader”，或 --reader 名称；meterdesk readers 列出已连接的读卡器。</translation>
    </message>
    <message>
        <source>The layout “%1” needs a MIFARE Classic 4K, and this card is a 1K.</source>
        <translation>布局“%1”需要 MIFARE Classic 4K 卡，而这是一张 1K 卡。</translation>
    </message>
    <message>
        <source>Take this card away and lay a 4K on the reader.</source>
        <translation>请取走此卡，换一张 4K 卡放到读卡器上。</translation>
    </message>
    <message>
        <source>The card is a tool card; nothing is sold on it.</source>
        <translation>这是工具卡，不能在上面售卖。</translation>
    </message>
    <message>
        <source>Lay the resident&apos;s card on the reader.</source>
        <translation>请把住户的卡放到读卡器上。</translation>
    </message>
    <message>
        <source>Meter %1 hasn&apos;t just said on this card how much it has left.</source>
        <translation>表 %1 最近没有在此卡上写明剩余多少。</translation>
    </message>
    <message>
        <source>Put the card in the meter first, or let a manager say how much is left (--remainder Q).</source>
        <translation>请先把卡插到表上，或由经理说明剩余多少（--remainder 数量）。</translation>
    </message>
    <message>
        <source>Restore keys.sealed from a backup, or import them: meterdesk keys import FILE. Those that no card has yet are made: meterdesk keys generate.</source>
        <translation>请从备份恢复 keys.sealed，或导入密钥：meterdesk keys import FILE。尚无任何卡使用的密钥可新生成：meterdesk keys generate。</translation>
    </message>
    <message>
        <source>Nothing was imported; rows of the file that are bad: %1.</source>
        <translation>没有导入任何内容；文件中有错误的行数：%1。</translation>
    </message>
    <message>
        <source>It is booked, but the card isn&apos;t written to the end. %1</source>
        <translation>已记入账簿，但卡尚未写完。%1</translation>
    </message>
    <message>
        <source>Lay the same card on the reader and do the same once more: it goes on where it stopped.</source>
        <translation>请把同一张卡放到读卡器上，再做一次同样的操作：将从中断处继续。</translation>
    </message>
    <message>
        <source>“%1” has no room on the card for this.</source>
        <translation>卡上的“%1”放不下这个值。</translation>
    </message>
    <message>
        <source>Take a smaller value. Where it is the meter&apos;s total that is full, the meter has to be exchanged.</source>
        <translation>请改用较小的值；若是表的累计量已满，则需换表。</translation>
    </message>
    <message>
        <source>Put the card in the meter first, or take its last purchase off again and give the money back.</source>
        <translation>请先把卡插入表中刷卡，或撤销卡上最后一笔充值并退款。</translation>
    </message>
    <message>
        <source>Lay the card on the reader: that settles it. One that is not delivered is then sent again, or its money given back.</source>
        <translation>请把卡放到读卡器上，即可处理；未写入的可重新写卡，或退款。</translation>
    </message>
    <message>
        <source>Order %1 for this meter was still open, and has just been settled by the card.</source>
        <translation>该表的订单 %1 原来尚未了结，刚刚已按卡上的内容处理。</translation>
    </message>
    <message>
        <source>Look at what became of it (order show %1); if more is to be sold, give the command again.</source>
        <translation>先查看它的结果（order show %1）；还要再售，请重新执行该命令。</translation>
    </message>
    <message>
        <source>The credit is still on the card: nothing was taken off it, so no money goes back. Order %1 is as it was.</source>
        <translation>额度仍在卡上：没有扣回任何额度，因此不退款。订单 %1 保持原样。</translation>
    </message>
    <message>
        <source>Lay the card on the reader and try again, or leave the credit to the customer.</source>
        <translation>把卡放到读卡器上再试一次，或把额度留给客户。</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>A quotation mark stands in the wrong place; the rest of the file can&apos;t be read.</source>
        <translation>引号的位置不对；文件其余部分无法读取。</translation>
    </message>
    <message>
        <source>A quotation mark is opened in this row and never closed; the rest of the file can&apos;t be read.</source>
        <translation>本行的引号没有结束；文件其余部分无法读取。</translation>
    </message>
    <message>
        <source>A cell holds more than 64 KiB; the rest of the file isn&apos;t read.</source>
        <translation>某个单元格超过 64 KiB；文件其余部分没有读取。</translation>
    </message>
    <message>
        <source>There isn&apos;t enough memory to read this row.</source>
        <translation>内存不足，无法读取本行。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>There are no rows below the header.</source>
        <translation>标题行下面没有数据。</translation>
    </message>
    <message>
        <source>Apartment %1 is in the books already.</source>
        <translation>房屋 %1 已在账簿中。</translation>
    </message>
    <message>
        <source>Account %1 is in the books already.</source>
        <translation>账户 %1 已在账簿中。</translation>
    </message>
    <message>
        <source>Meter %1 is in the books already.</source>
        <translation>表 %1 已在账簿中。</translation>
    </message>
    <message>
        <source>Card %1 is in the books already.</source>
        <translation>卡 %1 已在账簿中。</translation>
    </message>
    <message>
        <source>This column is there twice.</source>
        <translation>此列出现了两次。</translation>
    </message>
    <message>
        <source>This column is missing.</source>
        <translation>缺少此列。</translation>
    </message>
    <message>
        <source>The row has more cells than the header; is a comma unquoted?</source>
        <translation>本行的单元格多于标题行；是否有逗号没加引号？</translation>
    </message>
    <message>
        <source>It holds characters that can&apos;t be kept.</source>
        <translation>含有无法保存的字符。</translation>
    </message>
    <message>
        <source>The name is longer than 100 characters.</source>
        <translation>姓名超过 100 个字符。</translation>
    </message>
    <message>
        <source>“%1” is not a phone number; in Excel, format the column as text.</source>
        <translation>“%1”不是电话号码；请在 Excel 中把该列设为文本。</translation>
    </message>
    <message>
        <source>There is a phone number, but no name.</source>
        <translation>有电话号码，但没有姓名。</translation>
    </message>
    <message>
        <source>The apartment is missing.</source>
        <translation>缺少房屋。</translation>
    </message>
    <message>
        <source>“%1” is not an apartment; write it like 3-1-1201.</source>
        <translation>“%1”不是房号；请写成 3-1-1201 这样。</translation>
    </message>
    <message>
        <source>“%1” is not a number from 1 to 99.</source>
        <translation>“%1”不是 1 到 99 的数字。</translation>
    </message>
    <message>
        <source>“%1” is not an account number.</source>
        <translation>“%1”不是账户号。</translation>
    </message>
    <message>
        <source>“%1” differs from line %2, where the same apartment has “%3”.</source>
        <translation>“%1”与第 %2 行不同，那里同一房屋写的是“%3”。</translation>
    </message>
    <message>
        <source>Apartment %1 is in line %2 already; a further row needs a further meter.</source>
        <translation>房屋 %1 已在第 %2 行；再写一行须有另一块表。</translation>
    </message>
    <message>
        <source>The compound is missing.</source>
        <translation>缺少小区。</translation>
    </message>
    <message>
        <source>Account %1 is in line %2 already.</source>
        <translation>账户 %1 已在第 %2 行。</translation>
    </message>
    <message>
        <source>An account needs a resident&apos;s name.</source>
        <translation>账户须有住户姓名。</translation>
    </message>
    <message>
        <source>It is missing.</source>
        <translation>此项缺失。</translation>
    </message>
    <message>
        <source>“%1” is not known here.</source>
        <translation>这里不认识“%1”。</translation>
    </message>
    <message>
        <source>“%1” is not a count from 0 on.</source>
        <translation>“%1”不是从 0 起的次数。</translation>
    </message>
    <message>
        <source>“%1” is not an amount in yuan.</source>
        <translation>“%1”不是以元为单位的金额。</translation>
    </message>
    <message>
        <source>“%1” is not a quantity.</source>
        <translation>“%1”不是数量。</translation>
    </message>
    <message>
        <source>“%1” is not a meter number.</source>
        <translation>“%1”不是表号。</translation>
    </message>
    <message>
        <source>There is no card layout “%1”.</source>
        <translation>没有卡片布局“%1”。</translation>
    </message>
    <message>
        <source>The layout “%1” sells %2.</source>
        <translation>布局“%1”出售的是%2。</translation>
    </message>
    <message>
        <source>The layout “%1” isn&apos;t for this kind of meter.</source>
        <translation>布局“%1”不适用于这种表。</translation>
    </message>
    <message>
        <source>The meter number is missing, but “%1” is filled in.</source>
        <translation>缺少表号，但已填了“%1”。</translation>
    </message>
    <message>
        <source>A meter needs a resident&apos;s name.</source>
        <translation>表须有住户姓名。</translation>
    </message>
    <message>
        <source>Meter %1 is in line %2 already.</source>
        <translation>表 %1 已在第 %2 行。</translation>
    </message>
    <message>
        <source>“%1” is not a card id: 4 to 32 digits, or letters A to F.</source>
        <translation>“%1”不是卡号：应为 4 到 32 位数字或字母 A 到 F。</translation>
    </message>
    <message>
        <source>The layout “%1” is for another family: %2.</source>
        <translation>布局“%1”适用于另一类卡：%2。</translation>
    </message>
    <message>
        <source>Card %1 is in line %2 already.</source>
        <translation>卡 %1 已在第 %2 行。</translation>
    </message>
    <message>
        <source>it is UTF-16; save it as “CSV UTF-8” or plain CSV</source>
        <translation>文件是 UTF-16 编码；请另存为“CSV UTF-8”或普通 CSV</translation>
    </message>
    <message>
        <source>it is marked as UTF-8, but holds bytes that aren&apos;t</source>
        <translation>文件标明是 UTF-8，但含有不符的字节</translation>
    </message>
    <message>
        <source>it isn&apos;t UTF-8, and this system can&apos;t read GB18030; save it as “CSV UTF-8”</source>
        <translation>文件不是 UTF-8，而本系统不能读 GB18030；请另存为“CSV UTF-8”</translation>
    </message>
    <message>
        <source>it is neither UTF-8 nor GB18030</source>
        <translation>文件既不是 UTF-8，也不是 GB18030</translation>
    </message>
    <message>
        <source>“%1” has no place on a card of the layout “%2”.</source>
        <translation>布局“%2”的卡上放不下“%1”。</translation>
    </message>
    <message>
        <source>It has to be said which version of the office&apos;s keys this card has: a wrong code would cost it one of its tries.</source>
        <translation>必须写明此卡用的是本单位密钥的哪个版本：密码错一次，卡就少一次尝试机会。</translation>
    </message>
    <message>
        <source>“%1” is not a number from 1 to 255.</source>
        <translation>“%1”不是 1 到 255 的数字。</translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>On the card before these books, not in the meter yet</source>
        <translation>启用本账之前已在卡上，尚未进表</translation>
    </message>
    <message>
        <source>The meter&apos;s total says nothing of the other purchase.</source>
        <translation>表内累计购买量没有反映那次购买。</translation>
    </message>
    <message>
        <source>The meter isn&apos;t ahead of the books.</source>
        <translation>表没有领先于账簿。</translation>
    </message>
    <message>
        <source>order %1</source>
        <translation>充值单 %1</translation>
    </message>
    <message>
        <source>open case %1</source>
        <translation>待处理事项 %1</translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation>写卡记录 %1</translation>
    </message>
    <message>
        <source>attempt of order %1</source>
        <translation>充值单 %1 的写卡记录</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>one byte repeated is no key</source>
        <translation>重复同一字节不能作密钥</translation>
    </message>
    <message>
        <source>its halves are equal, which makes it single DES</source>
        <translation>两半相同，等于单 DES</translation>
    </message>
    <message>
        <source>one half is a weak DES key</source>
        <translation>其中一半是 DES 弱密钥</translation>
    </message>
    <message>
        <source>remembered passphrase</source>
        <translation>记住的口令</translation>
    </message>
    <message>
        <source>it doesn&apos;t answer</source>
        <translation>它没有回应</translation>
    </message>
    <message>
        <source>%1 must be %2</source>
        <translation>%1 必须是 %2</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be made; write NAME:ALGORITHM</source>
        <translation>不能生成“%1”；请写成 名称:算法</translation>
    </message>
    <message>
        <source>%1 has all its %2 versions</source>
        <translation>%1 的 %2 个版本已用完</translation>
    </message>
    <message>
        <source>The passphrase may not be empty</source>
        <translation>口令不能为空</translation>
    </message>
    <message>
        <source>The keys need %1 bytes; a key file has room for %2.</source>
        <translation>密钥共需 %1 字节，密钥文件最多容纳 %2 字节。</translation>
    </message>
</context>
<context>
    <name>Meter</name>
    <message>
        <source>card %1</source>
        <translation>卡 %1</translation>
    </message>
    <message>
        <source>Meter %1 belongs to another account.</source>
        <translation>表 %1 属于另一个账户。</translation>
    </message>
    <message>
        <source>an active card of meter %1 (%2)</source>
        <translation>表 %1 的在用卡（%2）</translation>
    </message>
    <message>
        <source>A card needs an id and a layout.</source>
        <translation>卡须有卡号和布局。</translation>
    </message>
    <message>
        <source>A card has no slot below 0.</source>
        <translation>卡没有 0 以下的槽位。</translation>
    </message>
    <message>
        <source>water</source>
        <translation>水表</translation>
    </message>
    <message>
        <source>electricity</source>
        <translation>电表</translation>
    </message>
    <message>
        <source>gas</source>
        <translation>燃气表</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>在用</translation>
    </message>
    <message>
        <source>faulty</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>已拆除</translation>
    </message>
    <message>
        <source>by quantity</source>
        <translation>按量</translation>
    </message>
    <message>
        <source>by money</source>
        <translation>按金额</translation>
    </message>
    <message>
        <source>CPU card</source>
        <translation>CPU 卡</translation>
    </message>
    <message>
        <source>MIFARE Classic card</source>
        <translation>MIFARE Classic 卡</translation>
    </message>
    <message>
        <source>SLE4442 card</source>
        <translation>SLE4442 卡</translation>
    </message>
    <message>
        <source>active</source>
        <translation>在用</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>已挂失</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>已退卡</translation>
    </message>
    <message>
        <source>meter %1</source>
        <translation>表 %1</translation>
    </message>
    <message>
        <source>Meter %1 needs a card layout.</source>
        <translation>表 %1 须有卡片布局。</translation>
    </message>
    <message>
        <source>A count or total can&apos;t be below nothing.</source>
        <translation>次数或累计量不能小于零。</translation>
    </message>
    <message>
        <source>account %1</source>
        <translation>账户 %1</translation>
    </message>
    <message>
        <source>%1 yuan</source>
        <translation>%1 元</translation>
    </message>
    <message>
        <source>Give either the money or the quantity, not both.</source>
        <translation>请只填金额或只填数量，不能两者都填。</translation>
    </message>
    <message>
        <source>The layout&apos;s step must be more than nothing.</source>
        <translation>布局的步长必须大于零。</translation>
    </message>
    <message>
        <source>Meter %1 takes money; type an amount in yuan.</source>
        <translation>表 %1 按金额充值；请输入以元为单位的金额。</translation>
    </message>
    <message>
        <source>%1 (%2 yuan)</source>
        <translation>%1（%2 元）</translation>
    </message>
    <message>
        <source>A meter number has 1 to 40 characters, not only zeros.</source>
        <translation>表号应为 1 至 40 个字符，且不能全为零。</translation>
    </message>
</context>
<context>
    <name>MeterLine</name>
    <message>
        <source>W</source>
        <comment>a meter&apos;s sign: water</comment>
        <translation>水</translation>
    </message>
    <message>
        <source>E</source>
        <comment>a meter&apos;s sign: electricity</comment>
        <translation>电</translation>
    </message>
    <message>
        <source>G</source>
        <comment>a meter&apos;s sign: gas</comment>
        <translation>气</translation>
    </message>
    <message>
        <source>remaining on %1</source>
        <translation>%1 时的余量</translation>
    </message>
    <message>
        <source>the meter hasn&apos;t said anything yet</source>
        <translation>表还没有回写过数据</translation>
    </message>
    <message>
        <source>on the card, not loaded yet</source>
        <translation>在卡上，表尚未读入</translation>
    </message>
    <message>
        <source>no card</source>
        <translation>未发卡</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>可充值</translation>
    </message>
    <message>
        <source>%1 on the lost card</source>
        <translation>遗失卡上有 %1</translation>
    </message>
</context>
<context>
    <name>MeterVisit</name>
    <message>
        <source>it has taken this purchase already</source>
        <translation>这次购买已经读入过</translation>
    </message>
    <message>
        <source>there is no purchase on the card</source>
        <translation>卡上没有购买记录</translation>
    </message>
    <message>
        <source>the card is for another meter</source>
        <translation>这张卡属于另一块表</translation>
    </message>
    <message>
        <source>what stands on the card is damaged</source>
        <translation>卡上的内容已损坏</translation>
    </message>
    <message>
        <source>the card is blank</source>
        <translation>卡是空白的</translation>
    </message>
    <message>
        <source>the card is another system&apos;s</source>
        <translation>这是其他系统的卡</translation>
    </message>
    <message>
        <source>the card&apos;s keys aren&apos;t this office&apos;s</source>
        <translation>卡的密钥不是本单位的</translation>
    </message>
    <message>
        <source>it refused the card, or the card it</source>
        <translation>表拒绝了卡，或卡拒绝了表</translation>
    </message>
    <message>
        <source>the card is for any meter, and none was named: sim load METER</source>
        <translation>此卡可用于任何表，而没有指明哪一块：sim load 表号</translation>
    </message>
    <message>
        <source>The tool card has cleared the meter.</source>
        <translation>工具卡已将表清零。</translation>
    </message>
    <message>
        <source>The tool card has made the meter show its state.</source>
        <translation>工具卡已让表显示状态。</translation>
    </message>
    <message>
        <source>The tool card has moved the meter&apos;s valve.</source>
        <translation>工具卡已切换表的阀门。</translation>
    </message>
    <message>
        <source>The tool card has set the meter up.</source>
        <translation>工具卡已设置表的参数。</translation>
    </message>
    <message>
        <source>The tool card brought the meter no credit.</source>
        <translation>工具卡没有给表带来充值。</translation>
    </message>
    <message>
        <source>The meter has taken the credit.</source>
        <translation>表已读入充值。</translation>
    </message>
    <message>
        <source>The meter took nothing (%1).</source>
        <translation>表没有读入任何充值（%1）。</translation>
    </message>
</context>
<context>
    <name>Office</name>
    <message>
        <source>there is no key file</source>
        <translation>没有密钥文件</translation>
    </message>
    <message>
        <source>%1 is not a folder</source>
        <translation>%1 不是文件夹</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件是空的</translation>
    </message>
    <message>
        <source>the folder %1 may not be entered</source>
        <translation>无权进入文件夹 %1</translation>
    </message>
</context>
<context>
    <name>OpenOrder</name>
    <message>
        <source>%1 yuan for %2</source>
        <translation>%1 元（%2）</translation>
    </message>
    <message>
        <source>%1 (%2 %3, %4)</source>
        <translation>%2 %3 %1，%4</translation>
    </message>
    <message>
        <source>The card doesn&apos;t have this credit.</source>
        <translation>卡上没有这笔充值。</translation>
    </message>
    <message>
        <source>Write it again with the meter&apos;s card on the reader, or give the money back.</source>
        <translation>请把该表的卡放到读卡器上重新写入，或者退款。</translation>
    </message>
    <message>
        <source>Paid, and not sent yet.</source>
        <translation>已收款，还没有写卡。</translation>
    </message>
    <message>
        <source>Write it with the meter&apos;s card on the reader, or give the money back.</source>
        <translation>请把该表的卡放到读卡器上写入，或者退款。</translation>
    </message>
    <message>
        <source>It is on its way to the meter.</source>
        <translation>正在送往表的途中。</translation>
    </message>
    <message>
        <source>Wait for the meter&apos;s answer.</source>
        <translation>请等待表的回应。</translation>
    </message>
    <message>
        <source>It isn&apos;t known whether the credit has been taken off the card.</source>
        <translation>不能确定这笔充值是否已从卡上扣回。</translation>
    </message>
    <message>
        <source>Lay the same card on the reader: it is read and the order is settled.</source>
        <translation>请把同一张卡放到读卡器上：读卡后即可处理这张充值单。</translation>
    </message>
    <message>
        <source>It isn&apos;t known whether the card has this credit.</source>
        <translation>不能确定卡上是否已有这笔充值。</translation>
    </message>
    <message>
        <source>It isn&apos;t known whether the card has the credit: %1.</source>
        <translation>不能确定卡上是否已有这笔充值：%1。</translation>
    </message>
    <message>
        <source>The card does not have the credit; nothing was written: %1.</source>
        <translation>卡上没有这笔充值，什么也没有写入：%1。</translation>
    </message>
    <message>
        <source>Lay the card on the reader and write it again (F10), or give the money back (F11).</source>
        <translation>请把卡放到读卡器上重新写入（F10），或者退款（F11）。</translation>
    </message>
    <message>
        <source>An earlier order for this meter is still open: %1.</source>
        <translation>这块表还有一张未完结的充值单：%1。</translation>
    </message>
    <message>
        <source>This order is %1, so that can&apos;t be done with it: %2.</source>
        <translation>这张充值单的状态是“%1”，不能这样处理：%2。</translation>
    </message>
    <message>
        <source>The credit is still on the card, so no money goes back: %1.</source>
        <translation>额度仍在卡上，因此不退款：%1。</translation>
    </message>
</context>
<context>
    <name>OrderState</name>
    <message>
        <source>paid, waiting</source>
        <translation>已付款，等待写卡</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>in doubt</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>未送达</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>loaded by the meter</source>
        <translation>表已读入</translation>
    </message>
    <message>
        <source>being taken back</source>
        <translation>正在收回</translation>
    </message>
    <message>
        <source>reversed</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>with the courier</source>
        <translation>由他人带往</translation>
    </message>
    <message>
        <source>refused by the meter</source>
        <translation>表已拒绝</translation>
    </message>
</context>
<context>
    <name>Permission</name>
    <message>
        <source>sell</source>
        <translation>销售</translation>
    </message>
    <message>
        <source>read cards</source>
        <translation>读卡</translation>
    </message>
    <message>
        <source>issue cards</source>
        <translation>发卡</translation>
    </message>
    <message>
        <source>take in another system&apos;s cards</source>
        <translation>接收其他系统的卡</translation>
    </message>
    <message>
        <source>issue tool cards</source>
        <translation>发工具卡</translation>
    </message>
    <message>
        <source>give free credit</source>
        <translation>免费充值</translation>
    </message>
    <message>
        <source>give money back</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>change settings</source>
        <translation>更改设置</translation>
    </message>
    <message>
        <source>manage keys</source>
        <translation>管理密钥</translation>
    </message>
    <message>
        <source>manage staff</source>
        <translation>管理员工</translation>
    </message>
    <message>
        <source>import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>say what a meter has or hasn&apos;t taken</source>
        <translation>认定表是否已读入</translation>
    </message>
</context>
<context>
    <name>Property</name>
    <message>
        <source>apartment %1</source>
        <translation>房屋 %1</translation>
    </message>
    <message>
        <source>A resident needs a name.</source>
        <translation>住户须有姓名。</translation>
    </message>
    <message>
        <source>“%1” is not a phone number.</source>
        <translation>“%1”不是电话号码。</translation>
    </message>
    <message>
        <source>A household has 1 to 99 people.</source>
        <translation>每户应为 1 到 99 人。</translation>
    </message>
    <message>
        <source>A compound needs a name.</source>
        <translation>小区须有名称。</translation>
    </message>
    <message>
        <source>A building needs a name.</source>
        <translation>楼栋须有名称。</translation>
    </message>
    <message>
        <source>“%1” is not an apartment; write it like 3-1-1201.</source>
        <translation>“%1”不是房号；请写成 3-1-1201 这样。</translation>
    </message>
    <message>
        <source>resident %1</source>
        <translation>住户 %1</translation>
    </message>
    <message>
        <source>such resident of apartment %1</source>
        <translation>房屋 %1 的这位住户</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>order %1</source>
        <translation>充值单 %1</translation>
    </message>
    <message>
        <source>without a receipt yet</source>
        <translation>尚无收据</translation>
    </message>
    <message>
        <source>Free credit</source>
        <translation>免费充值</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>收据</translation>
    </message>
    <message>
        <source>COPY, print no. %1</source>
        <translation>补打，第 %1 次打印</translation>
    </message>
    <message>
        <source>Receipt no.</source>
        <translation>收据号</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Apartment</source>
        <translation>房屋</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Meter</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>单价</translation>
    </message>
    <message>
        <source> yuan/</source>
        <translation> 元/</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>充值金额</translation>
    </message>
    <message>
        <source>Purchase no.</source>
        <translation>购买次数</translation>
    </message>
    <message>
        <source>Total purchased</source>
        <translation>累计购买</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>实收</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>大写</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>收款员</translation>
    </message>
    <message>
        <source>Put the card in the meter to load the credit.</source>
        <translation>请把卡插到表上，读入充值。</translation>
    </message>
    <message>
        <source>Phone %1</source>
        <translation>电话 %1</translation>
    </message>
    <message>
        <source>GIVEN BACK</source>
        <translation>已冲正</translation>
    </message>
    <message>
        <source>Reversed on %1; the money was returned.</source>
        <translation>已于 %1 冲正，款项已退还。</translation>
    </message>
    <message>
        <source>Reversed on %1.</source>
        <translation>已于 %1 冲正。</translation>
    </message>
</context>
<context>
    <name>ReceiptPrint</name>
    <message>
        <source>no printer is set up</source>
        <translation>没有设置打印机</translation>
    </message>
    <message>
        <source>there is no printer %1</source>
        <translation>找不到打印机 %1</translation>
    </message>
    <message>
        <source>the folder %1 can&apos;t be written</source>
        <translation>文件夹 %1 无法写入</translation>
    </message>
</context>
<context>
    <name>ReportLine</name>
    <message>
        <source>valve open</source>
        <translation>阀门开</translation>
    </message>
    <message>
        <source>valve closed</source>
        <translation>阀门关</translation>
    </message>
    <message>
        <source>faults %1</source>
        <translation>故障码 %1</translation>
    </message>
    <message>
        <source>loaded up to no. %1</source>
        <translation>已充值到第 %1 次</translation>
    </message>
    <message>
        <source>%1 used in all</source>
        <translation>累计用量 %1</translation>
    </message>
    <message>
        <source>The meter says: %1</source>
        <translation>表具回写：%1</translation>
    </message>
    <message>
        <source>said at %1</source>
        <translation>回写时间 %1</translation>
    </message>
    <message>
        <source>use per month, newest first: %1</source>
        <translation>各月用量（最近的在前）：%1</translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Cashier</source>
        <translation>收银员</translation>
    </message>
    <message>
        <source>Dispatcher</source>
        <translation>调度员</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>经理</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>系统管理员</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>The setting %1 takes %2.</source>
        <translation>设置 %1 应为：%2。</translation>
    </message>
    <message>
        <source>a price of at most 1000 yuan, for example 3.45</source>
        <translation>不超过 1000 元的单价，例如 3.45</translation>
    </message>
    <message>
        <source>an amount in yuan, for example 10000</source>
        <translation>以元为单位的金额，例如 10000</translation>
    </message>
    <message>
        <source>12 hexadecimal digits</source>
        <translation>12 位十六进制数字</translation>
    </message>
    <message>
        <source>zh_CN, en or auto</source>
        <translation>zh_CN、en 或 auto</translation>
    </message>
    <message>
        <source>one line of at most 200 characters</source>
        <translation>一行文字，最多 200 个字符</translation>
    </message>
    <message>
        <source>a number from 1 to 5</source>
        <translation>1 到 5 的数字</translation>
    </message>
    <message>
        <source>0 or 1</source>
        <translation>0 或 1</translation>
    </message>
    <message>
        <source>a whole number up to 65535</source>
        <translation>不超过 65535 的整数</translation>
    </message>
    <message>
        <source>A demo office: signs “demo” in by itself; only setup --demo makes one</source>
        <translation>演示单位：自动以“demo”登录；只能由 setup --demo 建立</translation>
    </message>
    <message>
        <source>Language of the window and of the sentences</source>
        <translation>窗口和提示所用的语言</translation>
    </message>
    <message>
        <source>At how much left a meter warns; written onto cards that are issued</source>
        <translation>表剩余多少时报警；发卡时写入卡中</translation>
    </message>
    <message>
        <source>whole units of the meter (m³, kWh, yuan), 0 to 65535</source>
        <translation>表的整数单位（m³、kWh、元），0 到 65535</translation>
    </message>
    <message>
        <source>How far a meter goes on below nothing; written onto cards that are issued</source>
        <translation>表用完后允许透支多少；发卡时写入卡中</translation>
    </message>
    <message>
        <source>Price table of meters that price themselves; written onto cards that are issued</source>
        <translation>自行计价的表所用的价目表；发卡时写入卡中</translation>
    </message>
    <message>
        <source>Version of that price table</source>
        <translation>该价目表的版本</translation>
    </message>
    <message>
        <source>Name of the office, on receipts</source>
        <translation>单位名称，印在收据上</translation>
    </message>
    <message>
        <source>Telephone number of the office, on receipts</source>
        <translation>单位电话，印在收据上</translation>
    </message>
    <message>
        <source>Price of electricity</source>
        <translation>电价</translation>
    </message>
    <message>
        <source>yuan per kWh, up to four decimals, for example 0.5380</source>
        <translation>元/kWh，最多四位小数，例如 0.5380</translation>
    </message>
    <message>
        <source>Price of gas</source>
        <translation>气价</translation>
    </message>
    <message>
        <source>yuan per m³, up to four decimals, for example 3.45</source>
        <translation>元/m³，最多四位小数，例如 3.45</translation>
    </message>
    <message>
        <source>Price of water</source>
        <translation>水价</translation>
    </message>
    <message>
        <source>Card reader to work with, as meterdesk readers names it</source>
        <translation>使用的读卡器，名称见 meterdesk readers</translation>
    </message>
    <message>
        <source>a reader&apos;s name, or simulator</source>
        <translation>读卡器名称，或 simulator</translation>
    </message>
    <message>
        <source>(the first one found)</source>
        <translation>（找到的第一个）</translation>
    </message>
    <message>
        <source>How many times a receipt is printed</source>
        <translation>收据打印份数</translation>
    </message>
    <message>
        <source>Last line of a receipt</source>
        <translation>收据的最后一行</translation>
    </message>
    <message>
        <source>Printer of the receipts, as the system names it</source>
        <translation>打印收据的打印机，用系统中的名称</translation>
    </message>
    <message>
        <source>a printer&apos;s name</source>
        <translation>打印机名称</translation>
    </message>
    <message>
        <source>The most that is sold at once, so that a slip of the finger is no sale</source>
        <translation>一次最多可售的金额，防止手误</translation>
    </message>
    <message>
        <source>Terminal number of purse transactions, one of its own for each desk</source>
        <translation>钱包交易的终端编号，每个窗口各用一个</translation>
    </message>
    <message>
        <source>There is no setting “%1”; the nearest is %2. All are in “meterdesk settings list”.</source>
        <translation>没有设置项“%1”；最接近的是 %2。全部设置项见“meterdesk settings list”。</translation>
    </message>
</context>
<context>
    <name>StaffBook</name>
    <message>
        <source>A name has 1 to 64 characters.</source>
        <translation>姓名应为 1 到 64 个字符。</translation>
    </message>
    <message>
        <source>A password has at least 6 characters.</source>
        <translation>密码至少 6 个字符。</translation>
    </message>
    <message>
        <source>The first of the staff must be an administrator.</source>
        <translation>第一位员工必须是系统管理员。</translation>
    </message>
    <message>
        <source>such member of staff</source>
        <translation>这位员工</translation>
    </message>
</context>
<context>
    <name>Till</name>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
</context>
<context>
    <name>meterdesk</name>
    <message>
        <source>this must be pairs of hexadecimal digits</source>
        <translation>这里须是成对的十六进制数字</translation>
    </message>
    <message>
        <source>this must be an object</source>
        <translation>这里须是一个对象</translation>
    </message>
    <message>
        <source>“%1” is missing</source>
        <translation>缺少“%1”</translation>
    </message>
    <message>
        <source>“%1” is not known here</source>
        <translation>这里不认识“%1”</translation>
    </message>
    <message>
        <source>a name has lower-case letters, digits and hyphens, at most 64</source>
        <translation>名称由小写字母、数字和连字符组成，最多 64 个</translation>
    </message>
    <message>
        <source>this must be a whole number from 1 to 255</source>
        <translation>这里须是 1 到 255 的整数</translation>
    </message>
    <message>
        <source>this must be 3des, aes-128, sm4 or bytes</source>
        <translation>这里须是 3des、aes-128、sm4 或 bytes</translation>
    </message>
    <message>
        <source>%1 must be %2</source>
        <translation>%1 必须是 %2</translation>
    </message>
    <message>
        <source>this must have 1 to 64 bytes</source>
        <translation>这里须有 1 到 64 字节</translation>
    </message>
    <message>
        <source>this must have 16 bytes (32 digits)</source>
        <translation>这里须有 16 字节（32 位数字）</translation>
    </message>
    <message>
        <source>it is not JSON (at byte %1)</source>
        <translation>不是 JSON（第 %1 字节）</translation>
    </message>
    <message>
        <source>it must be one object with one member, “keys”, which is a list</source>
        <translation>须是一个对象，只有一个成员“keys”，且为列表</translation>
    </message>
    <message>
        <source>it must have 1 to %1 keys</source>
        <translation>须有 1 到 %1 个密钥</translation>
    </message>
    <message>
        <source>%1, version %2, is there already and is another key</source>
        <translation>%1 的版本 %2 已存在，且是另一个密钥</translation>
    </message>
    <message>
        <source>must be more than 0</source>
        <translation>必须大于 0</translation>
    </message>
    <message>
        <source>not a multiple of the step</source>
        <translation>不是步长的倍数</translation>
    </message>
    <message>
        <source>less than the least</source>
        <translation>小于最小值</translation>
    </message>
    <message>
        <source>less than the least of a purchase</source>
        <translation>小于单次购买的最小值</translation>
    </message>
    <message>
        <source>missing: the method needs one</source>
        <translation>缺少：此方法需要它</translation>
    </message>
    <message>
        <source>the method &quot;none&quot; has none</source>
        <translation>方法“none”不能有它</translation>
    </message>
    <message>
        <source>the same number as another tool&apos;s</source>
        <translation>与另一种工具卡的编号相同</translation>
    </message>
    <message>
        <source>slot %1 lies outside of the card or on a trailer</source>
        <translation>第 %1 个表位超出卡片或落在尾块上</translation>
    </message>
    <message>
        <source>an identity belongs to the whole card</source>
        <translation>标识区属于整张卡</translation>
    </message>
    <message>
        <source>slots are numbered 0 to %1</source>
        <translation>表位编号为 0 到 %1</translation>
    </message>
    <message>
        <source>names no slot, and slots.every doesn&apos;t say how it is repeated</source>
        <translation>没有写表位，slots.every 也没有说明怎样重复</translation>
    </message>
    <message>
        <source>means nothing on a %1 card</source>
        <translation>对 %1 卡没有意义</translation>
    </message>
    <message>
        <source>this key has no sector</source>
        <translation>此密钥不属于任何扇区</translation>
    </message>
    <message>
        <source>%1 bytes; the method takes 8</source>
        <translation>有 %1 字节；此方法需要 8 字节</translation>
    </message>
    <message>
        <source>%1 bytes; the method takes at most 31</source>
        <translation>有 %1 字节；此方法最多 31 字节</translation>
    </message>
    <message>
        <source>this key has %1 bytes</source>
        <translation>此密钥为 %1 字节</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>缺少 %1</translation>
    </message>
    <message>
        <source>there is one such area already</source>
        <translation>已经有一个这样的区域</translation>
    </message>
    <message>
        <source>slot %1 has no purchase area</source>
        <translation>第 %1 个表位没有购买区</translation>
    </message>
    <message>
        <source>a purse serves one meter</source>
        <translation>一个钱包只服务一块表</translation>
    </message>
    <message>
        <source>missing: which tools this card can be</source>
        <translation>缺少：此卡可作哪些工具卡</translation>
    </message>
    <message>
        <source>a tool has no slots and no purse</source>
        <translation>工具卡没有表位和钱包</translation>
    </message>
    <message>
        <source>a tool has one area, its identity</source>
        <translation>工具卡只有一个区域，即标识区</translation>
    </message>
    <message>
        <source>no multiple of what one step of %1 means</source>
        <translation>不是 %1 一个单位所代表数值的倍数</translation>
    </message>
    <message>
        <source>does not fit %1</source>
        <translation>%1 放不下</translation>
    </message>
    <message>
        <source>the purse</source>
        <translation>钱包</translation>
    </message>
    <message>
        <source>%1 area &quot;%2&quot;%3</source>
        <translation>%1区域“%2”%3</translation>
    </message>
    <message>
        <source>overlaps</source>
        <translation>重叠于</translation>
    </message>
    <message>
        <source>shares a block with</source>
        <translation>共用数据块于</translation>
    </message>
    <message>
        <source> (as slot %1)</source>
        <translation>（表位 %1）</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>nothing on this card uses it</source>
        <translation>此卡上没有地方用到它</translation>
    </message>
    <message>
        <source>missing: the AID to select</source>
        <translation>缺少：要选择的 AID</translation>
    </message>
    <message>
        <source>the identity needs cardNumber with pad &quot;none&quot;: the chip has no number</source>
        <translation>标识区需要 pad 为“none”的 cardNumber：芯片本身没有号码</translation>
    </message>
    <message>
        <source>only a layout of kind tool has tools</source>
        <translation>只有工具卡布局才有 tools</translation>
    </message>
    <message>
        <source>sector %1 block %2 bytes %3</source>
        <translation>扇区 %1 块 %2 字节 %3</translation>
    </message>
    <message>
        <source>file %1 (hex) bytes %2</source>
        <translation>文件 %1（十六进制）字节 %2</translation>
    </message>
    <message>
        <source>, %1 items</source>
        <translation>，共 %1 项</translation>
    </message>
    <message>
        <source>, 1 means %1, at most %2</source>
        <translation>，1 表示 %1，最多 %2</translation>
    </message>
    <message>
        <source>    %1..%2  check %3</source>
        <translation>    %1..%2  校验 %3</translation>
    </message>
    <message>
        <source> %1/%2/%3%4, %5 byte first</source>
        <translation> %1/%2/%3%4，%5字节在前</translation>
    </message>
    <message>
        <source> reflected</source>
        <translation> 反射</translation>
    </message>
    <message>
        <source>low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>high</source>
        <translation>高</translation>
    </message>
    <message>
        <source>  area %1: %2%3, %4 bytes, doubling %5</source>
        <translation>  区域 %1：%2%3，%4 字节，双写方式 %5</translation>
    </message>
    <message>
        <source> of slot %1</source>
        <translation>（表位 %1）</translation>
    </message>
    <message>
        <source>    %1..%2  constant %3</source>
        <translation>    %1..%2  常数 %3</translation>
    </message>
    <message>
        <source>  %1, meters: %2, counts %3</source>
        <translation>  %1，表类：%2，计量 %3</translation>
    </message>
    <message>
        <source>  tool card: </source>
        <translation>  工具卡：</translation>
    </message>
    <message>
        <source>  slots: %1, purchase count 0 to %2</source>
        <translation>  表位：%1，购买次数 0 到 %2</translation>
    </message>
    <message>
        <source>  sells in steps of %1, from %2 to %3%4</source>
        <translation>  售卖步长 %1，从 %2 到 %3%4</translation>
    </message>
    <message>
        <source>, at most %1 unused</source>
        <translation>，未用量最多 %1</translation>
    </message>
    <message>
        <source>  purse: 1 step means %1</source>
        <translation>  钱包：1 个单位表示 %1</translation>
    </message>
    <message>
        <source>  key %1 from %2</source>
        <translation>  密钥 %1 来自 %2</translation>
    </message>
    <message>
        <source>none: what a torn write leaves can&apos;t be told from what was meant</source>
        <translation>none：撕卡留下的内容与本意无法区分</translation>
    </message>
    <message>
        <source>%1 lets some torn prefixes pass: %2 of %3 writes tried could be torn so that they read as a record that nobody wrote. The desk spoils the check first; a meter may not. Take crc-16 or aes-cmac where you can</source>
        <translation>%1 会让一些撕卡留下的内容通过校验：试写 %3 次，其中 %2 次可能读成谁也没写过的记录。本程序写卡时先破坏校验，表却未必。尽量改用 crc-16 或 aes-cmac</translation>
    </message>
    <message>
        <source>no totalPurchased: a purchase made elsewhere is seen late</source>
        <translation>没有 totalPurchased：别处的购买要晚些才能发现</translation>
    </message>
    <message>
        <source>no report: the meter doesn&apos;t say what it took, so the cashier must ask</source>
        <translation>没有回写区：表不会说明读取了什么，收银员必须询问</translation>
    </message>
    <message>
        <source>means nothing for %1</source>
        <translation>对%1没有意义</translation>
    </message>
    <message>
        <source>a block has 16 bytes</source>
        <translation>一块有 16 字节</translation>
    </message>
    <message>
        <source>several blocks are taken whole</source>
        <translation>多块时只能整块使用</translation>
    </message>
    <message>
        <source>block %1 of sector %2 is the trailer, or is none</source>
        <translation>扇区 %2 的块 %1 是尾块，或不存在</translation>
    </message>
    <message>
        <source>block 0 of sector 0 is the chip maker&apos;s</source>
        <translation>扇区 0 的块 0 属于芯片厂商</translation>
    </message>
    <message>
        <source>a place on a %1 card</source>
        <translation>%1 卡上的位置</translation>
    </message>
    <message>
        <source>missing: an amount needs one</source>
        <translation>缺少：数额需要它</translation>
    </message>
    <message>
        <source>the field has no such bit</source>
        <translation>该字段没有这一位</translation>
    </message>
    <message>
        <source>a named variant</source>
        <translation>已命名的变体</translation>
    </message>
    <message>
        <source>missing: big or little</source>
        <translation>缺少：big 或 little</translation>
    </message>
    <message>
        <source>missing: name a variant, or all parameters</source>
        <translation>缺少：请写明变体名称，或全部参数</translation>
    </message>
    <message>
        <source>finer than the books can count</source>
        <translation>比账簿能记的还细</translation>
    </message>
    <message>
        <source>the basis is %1</source>
        <translation>计量方式是 %1</translation>
    </message>
    <message>
        <source>not a unit of %1</source>
        <translation>不是 %1 的单位</translation>
    </message>
    <message>
        <source>%1 bytes, the first copy has %2</source>
        <translation>%1 字节，而第一份有 %2 字节</translation>
    </message>
    <message>
        <source>doubling &quot;%1&quot; has one copy</source>
        <translation>doubling 为“%1”时只有一份</translation>
    </message>
    <message>
        <source>doubling &quot;%1&quot; has two</source>
        <translation>doubling 为“%1”时要有两份</translation>
    </message>
    <message>
        <source>hex or text, one of them</source>
        <translation>hex 和 text 只能写一个，且必须写一个</translation>
    </message>
    <message>
        <source>%1 has no business in an area of role %2</source>
        <translation>%1 不能放在角色为 %2 的区域</translation>
    </message>
    <message>
        <source>%1 can&apos;t be encoded as %2</source>
        <translation>%1 不能用 %2 编码</translation>
    </message>
    <message>
        <source>not with %1</source>
        <translation>不能与 %1 同用</translation>
    </message>
    <message>
        <source>this computer can&apos;t write GB18030</source>
        <translation>这台电脑不能写 GB18030</translation>
    </message>
    <message>
        <source>a time has 3 bytes (day), 5 (minute) or 6 (second)</source>
        <translation>时间为 3 字节（到日）、5 字节（到分）或 6 字节（到秒）</translation>
    </message>
    <message>
        <source>flags have one byte or two</source>
        <translation>标志为 1 或 2 字节</translation>
    </message>
    <message>
        <source>a number has at most 8 bytes</source>
        <translation>数最多 8 字节</translation>
    </message>
    <message>
        <source>wider than any number that can be told</source>
        <translation>超出能表示的数的宽度</translation>
    </message>
    <message>
        <source>the largest value would not fit 63 bits</source>
        <translation>最大值超出 63 位</translation>
    </message>
    <message>
        <source>too narrow: the count runs to %1</source>
        <translation>太窄：购买次数最大到 %1</translation>
    </message>
    <message>
        <source>too narrow for tool %1</source>
        <translation>太窄，放不下工具编号 %1</translation>
    </message>
    <message>
        <source>outside of the area&apos;s %1 bytes</source>
        <translation>超出该区域的 %1 字节</translation>
    </message>
    <message>
        <source>overlaps %1 at byte %2</source>
        <translation>在字节 %2 处与 %1 重叠</translation>
    </message>
    <message>
        <source>the check</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>lies after the check, which covers only what is before it</source>
        <translation>位于校验之后，而校验只覆盖它前面的内容</translation>
    </message>
    <message>
        <source>a constant</source>
        <translation>常量</translation>
    </message>
    <message>
        <source>sector %1: a 1K card has 0 to 15</source>
        <translation>扇区 %1：1K 卡只有 0 到 15</translation>
    </message>
    <message>
        <source>SFI 01 to 1E, bytes 0 to 255</source>
        <translation>SFI 为 01 到 1E，字节为 0 到 255</translation>
    </message>
    <message>
        <source>bytes 0 to 31 are the chip maker&apos;s and protected for ever</source>
        <translation>字节 0 到 31 属于芯片厂商，永久写保护</translation>
    </message>
    <message>
        <source>the memory ends at byte 255</source>
        <translation>存储器到字节 255 为止</translation>
    </message>
    <message>
        <source>%1 is there already</source>
        <translation>%1 已经有了</translation>
    </message>
    <message>
        <source>missing: a torn purchase could not be told from a whole one</source>
        <translation>缺少：写到一半的购买记录会无法与完整的区分</translation>
    </message>
    <message>
        <source>missing: two copies without a check can&apos;t tell which is whole</source>
        <translation>缺少：两份都没有校验，无法知道哪份完整</translation>
    </message>
    <message>
        <source>alternating copies need %1, which says the newer one</source>
        <translation>交替的两份需要 %1，用来判断哪份较新</translation>
    </message>
    <message>
        <source>nested deeper than %1</source>
        <translation>嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>not a JSON value</source>
        <translation>不是 JSON 值</translation>
    </message>
    <message>
        <source>longer than %1 characters</source>
        <translation>多于 %1 个字符</translation>
    </message>
    <message>
        <source>only whole numbers from 0 on; amounts are texts, &quot;0.01&quot;</source>
        <translation>只能是不小于 0 的整数；数额写成文字，如 &quot;0.01&quot;</translation>
    </message>
    <message>
        <source>a number of more than %1 digits</source>
        <translation>数的位数超过 %1 位</translation>
    </message>
    <message>
        <source>a name in quotes is expected</source>
        <translation>这里应是带引号的名称</translation>
    </message>
    <message>
        <source>said twice</source>
        <translation>写了两次</translation>
    </message>
    <message>
        <source>a colon is expected</source>
        <translation>这里应是冒号</translation>
    </message>
    <message>
        <source>an object that isn&apos;t closed</source>
        <translation>对象没有结束</translation>
    </message>
    <message>
        <source>a list that isn&apos;t closed</source>
        <translation>列表没有结束</translation>
    </message>
    <message>
        <source>larger than %1 KiB</source>
        <translation>大于 %1 KiB</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>not an object</source>
        <translation>不是对象</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is another layout&apos;s</source>
        <translation>“%1”已是另一个布局的</translation>
    </message>
    <message>
        <source>“%1” means nothing here</source>
        <translation>“%1”在这里没有意义</translation>
    </message>
    <message>
        <source>not one of the words that may stand here</source>
        <translation>不是这里可用的词</translation>
    </message>
    <message>
        <source>not written as it has to be here</source>
        <translation>写法不符合这里的要求</translation>
    </message>
    <message>
        <source>another kind of value belongs here (a text, a number, a list or an object)</source>
        <translation>值的类型不对（应为文字、数、列表或对象中的另一种）</translation>
    </message>
    <message>
        <source>less than %1</source>
        <translation>小于 %1</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>大于 %1</translation>
    </message>
    <message>
        <source>fewer than %1 entries</source>
        <translation>少于 %1 项</translation>
    </message>
    <message>
        <source>more than %1 entries</source>
        <translation>多于 %1 项</translation>
    </message>
    <message>
        <source>shorter than %1 characters</source>
        <translation>少于 %1 个字符</translation>
    </message>
    <message>
        <source>the schema of layouts can&apos;t be read</source>
        <translation>读不出布局的模式文件</translation>
    </message>
    <message>
        <source>an amount is never negative</source>
        <translation>数额不能为负</translation>
    </message>
    <message>
        <source>decimals stand behind a point, and no comma divides the thousands</source>
        <translation>小数前要用小数点，千位之间不要加逗号</translation>
    </message>
    <message>
        <source>only digits and one point are allowed, not “%1”</source>
        <translation>只能有数字和一个小数点，不能有“%1”</translation>
    </message>
    <message>
        <source>it has two points</source>
        <translation>有两个小数点</translation>
    </message>
    <message>
        <source>at most %1 digits stand behind the point</source>
        <translation>小数点后最多 %1 位</translation>
    </message>
    <message>
        <source>no digit is typed</source>
        <translation>没有输入数字</translation>
    </message>
    <message>
        <source>bytes %1</source>
        <translation>字节 %1</translation>
    </message>
    <message>
        <source>    copy: </source>
        <translation>    副本：</translation>
    </message>
    <message>
        <source>  warning: </source>
        <translation>  警告：</translation>
    </message>
    <message>
        <source>%1 is one byte and lets some torn prefixes pass: about one in 256 agrees by chance. The desk spoils the check first; a meter may not. Take crc-16 or aes-cmac where you can</source>
        <translation>%1 只有一个字节，撕卡留下的部分写入可能通过校验：约每 256 次中有一次碰巧相符。本程序写卡时先破坏校验，表却未必。尽量改用 crc-16 或 aes-cmac</translation>
    </message>
    <message>
        <source>holds characters that can&apos;t be shown</source>
        <translation>含有无法显示的字符</translation>
    </message>
</context>
<context>
    <name>meterdesk::CardActions</name>
    <message>
        <source>Issue this card for the meter  (F8)</source>
        <translation>为该表发这张卡  (F8)</translation>
    </message>
    <message>
        <source>Use this card for the lost one …  (F8)</source>
        <translation>用这张卡补发遗失的卡 …  (F8)</translation>
    </message>
    <message>
        <source>Take this card into the books …  (F8)</source>
        <translation>把这张卡登记入账 …  (F8)</translation>
    </message>
    <message>
        <source>Take the card back …  (F9)</source>
        <translation>收回这张卡 …  (F9)</translation>
    </message>
    <message>
        <source>A new card for the lost one</source>
        <translation>补发遗失的卡</translation>
    </message>
    <message>
        <source>The old card (%1) is barred: nobody is served with it again, even if it is found.</source>
        <translation>旧卡（%1）将被停用：即使找到也不能再使用。</translation>
    </message>
    <message>
        <source>Money on the lost card stays there until the meter has shown that it didn&apos;t take it, or a manager moves it.</source>
        <translation>遗失卡上的金额暂不转移：须等表显示未读入，或由经理转移。</translation>
    </message>
    <message>
        <source>The last purchase, %1, is written onto this card again with the same number (no. %2): the meter takes it once, whichever card comes first.</source>
        <translation>最近一次购买 %1 将以相同次数（第 %2 次）重新写入这张卡：无论先插哪张卡，表只读入一次。</translation>
    </message>
    <message>
        <source>Nothing waits for the meter: this card starts without credit.</source>
        <translation>没有等待表读入的充值：这张卡不带充值。</translation>
    </message>
    <message>
        <source>It serves %1 too; what that meter hasn&apos;t taken yet is written again as well.</source>
        <translation>这张卡也用于 %1；该表尚未读入的充值也会重新写入。</translation>
    </message>
    <message>
        <source>Bar the old card and write this one  (Enter)</source>
        <translation>停用旧卡并写这张卡  (Enter)</translation>
    </message>
    <message>
        <source>A card with purchases made elsewhere</source>
        <translation>在别处购买过的卡</translation>
    </message>
    <message>
        <source>The card says: meter %1, purchase no. %2, total purchased %3.</source>
        <translation>卡上记录：表 %1，第 %2 次购买，累计购买 %3。</translation>
    </message>
    <message>
        <source>The books take number and total over for meter %1, and the card belongs to it from now on. Nothing is written onto the card.</source>
        <translation>账簿为表 %1 采用卡上的次数和累计，这张卡从此属于该表。不会往卡上写任何内容。</translation>
    </message>
    <message>
        <source>Take the card into the books  (Enter)</source>
        <translation>登记入账  (Enter)</translation>
    </message>
    <message>
        <source>The card comes back for good</source>
        <translation>卡不再使用，收回</translation>
    </message>
    <message>
        <source>This card (%1) is barred, and its meters have none until another is issued.</source>
        <translation>这张卡（%1）将被停用；重新发卡之前，它的表没有卡可用。</translation>
    </message>
    <message>
        <source>Credit that the meter hasn&apos;t taken yet keeps it from being taken back: put the card in the meter, or give the money back, first.</source>
        <translation>如有表尚未读入的充值则不能收回：请先把卡插到表上读入，或先退款。</translation>
    </message>
    <message>
        <source>Take the card back  (Enter)</source>
        <translation>收回这张卡  (Enter)</translation>
    </message>
    <message>
        <source>The meter says that it has loaded purchase no. %1.</source>
        <translation>表上显示已加载第 %1 次购买。</translation>
    </message>
    <message>
        <source>A manager&apos;s word: the meter has that purchase</source>
        <translation>经理确认：表已读入那次购买</translation>
    </message>
    <message>
        <source>A new card for a meter with purchases made elsewhere</source>
        <translation>为在原系统购买过的表办新卡</translation>
    </message>
    <message>
        <source>If the resident has the earlier card, lay that one on and take it into the books instead.</source>
        <translation>如果住户还有以前的卡，请放上那张卡并接收入账。</translation>
    </message>
    <message>
        <source>Issue this card  (Enter)</source>
        <translation>发此卡 (Enter)</translation>
    </message>
    <message>
        <source>A manager&apos;s word: it isn&apos;t in the meter, move it now</source>
        <translation>经理确认：表没有读入，现在转入新卡</translation>
    </message>
    <message>
        <source>Move the lost card&apos;s money …  (F8)</source>
        <translation>转入遗失卡上的钱 … (F8)</translation>
    </message>
    <message>
        <source>The lost card&apos;s money comes onto this one</source>
        <translation>遗失卡上的钱转入此卡</translation>
    </message>
    <message>
        <source>Move it  (Enter)</source>
        <translation>转入 (Enter)</translation>
    </message>
    <message>
        <source>The last purchase made elsewhere for meter %1 may lie on the earlier card still, and the meter would never take it once this card is written. A manager looks at the meter first; what it lacks is given as free credit.</source>
        <translation>表 %1 在原系统的最后一次购买可能还在以前的卡上；此卡写好后，表将不再读入那次购买。请经理先查看表；表内缺少的部分按免费充值补给。</translation>
    </message>
    <message>
        <source>The last purchases made elsewhere for the meters %1 may lie on the earlier card still, and these meters would never take them once this card is written. A manager looks at each of them first; what one lacks is given as free credit.</source>
        <translation>表 %1 在原系统的最后一次购买可能都还在以前的卡上；此卡写好后，这些表将不再读入各自的那次购买。请经理先逐一查看各表；哪只表缺少的部分，按免费充值补给哪只表。</translation>
    </message>
    <message>
        <source>A manager&apos;s word: each meter has its purchase</source>
        <translation>经理确认：各表均已读入各自的购买</translation>
    </message>
    <message>
        <source>%1 lies on the lost card, and the meter has shown since that it didn&apos;t take it. It is moved onto this card.</source>
        <translation>遗失卡上有 %1，此后表已显示并未读入。现在转入此卡。</translation>
    </message>
    <message>
        <source>%1 lies on the lost card, and isn&apos;t in the meter as far as the books know. It is moved onto this card on a manager&apos;s word; should the lost one turn up, the meter may take it twice.</source>
        <translation>遗失卡上有 %1，据账簿所知表尚未读入。经经理确认后转入此卡；如遗失卡又出现，表可能读入两次。</translation>
    </message>
    <message>
        <source>Only if this card was made with the office&apos;s own keys: of another system&apos;s the first sale would use up a try, and it could not be used any more.</source>
        <translation>仅限用本单位密钥制作的卡：若是其他系统的卡，首次售卖就会消耗一次密码尝试，此后无法再用。</translation>
    </message>
</context>
<context>
    <name>meterdesk::ConfirmPanel</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Do it  (Enter)</source>
        <translation>执行  (Enter)</translation>
    </message>
    <message>
        <source>Leave it  (Esc)</source>
        <translation>不做了  (Esc)</translation>
    </message>
    <message>
        <source>A manager&apos;s word</source>
        <translation>经理确认</translation>
    </message>
    <message>
        <source>Reason (has to be given)</source>
        <translation>原因（必填）</translation>
    </message>
    <message>
        <source>%1 (a manager signs in: F12)</source>
        <translation>%1（须经理登录：F12）</translation>
    </message>
</context>
<context>
    <name>meterdesk::CustomerPanel</name>
    <message>
        <source>METERS</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Meters</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Last purchases</source>
        <translation>最近购买</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>实收</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>充值</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>%1    %2    household of %3    account %4</source>
        <translation>%1    %2    %3 人户    账户 %4</translation>
    </message>
    <message>
        <source>Card on the reader</source>
        <translation>卡在读卡器上</translation>
    </message>
    <message>
        <source>Look at the card</source>
        <translation>请查看此卡</translation>
    </message>
    <message>
        <source>No card on the reader</source>
        <translation>读卡器上没有卡</translation>
    </message>
    <message>
        <source>A case is open for meter %1: %2</source>
        <translation>表 %1 有待处理事项：%2</translation>
    </message>
    <message>
        <source>Ask a manager.</source>
        <translation>请找经理。</translation>
    </message>
    <message>
        <source>Lay a card on the reader,
or search for a resident (F3):
apartment, name, phone, meter or card.</source>
        <translation>请把卡放到读卡器上，
或查找住户（F3）：
房屋、姓名、电话、表号或卡号。</translation>
    </message>
    <message>
        <source>LAST PURCHASES  (Enter: receipt)</source>
        <translation>最近购买（Enter：收据）</translation>
    </message>
    <message>
        <source>Another resident&apos;s card on the reader</source>
        <translation>读卡器上是其他住户的卡</translation>
    </message>
    <message>
        <source>Blank card on the reader</source>
        <translation>读卡器上是空白卡</translation>
    </message>
</context>
<context>
    <name>meterdesk::Drawer</name>
    <message>
        <source>DEMO READER</source>
        <translation>演示读卡器</translation>
    </message>
    <message>
        <source>Cards in the drawer</source>
        <translation>抽屉里的卡</translation>
    </message>
    <message>
        <source>Lay on</source>
        <translation>放上</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>拿走</translation>
    </message>
    <message>
        <source>To the meter and back</source>
        <translation>插到表上再拿回</translation>
    </message>
</context>
<context>
    <name>meterdesk::MessageBar</name>
    <message>
        <source>Close the message</source>
        <translation>关闭消息</translation>
    </message>
</context>
<context>
    <name>meterdesk::OpenOrders</name>
    <message>
        <source>Open orders</source>
        <translation>未完结充值单</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Apartment</source>
        <translation>房屋</translation>
    </message>
    <message>
        <source>Meter</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>实收</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>充值</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Read the card and settle</source>
        <translation>读卡并处理</translation>
    </message>
    <message>
        <source>Back  (Esc)</source>
        <translation>返回  (Esc)</translation>
    </message>
    <message>
        <source>No open orders</source>
        <translation>没有未完结充值单</translation>
    </message>
</context>
<context>
    <name>meterdesk::OrderActions</name>
    <message>
        <source>Reason for giving money back</source>
        <translation>退款原因</translation>
    </message>
    <message>
        <source>Write again  (F10)</source>
        <translation>重新写入  (F10)</translation>
    </message>
    <message>
        <source>Give the money back  (F11)</source>
        <translation>退款  (F11)</translation>
    </message>
    <message>
        <source>Write %1 again (no. %2)  (F10)</source>
        <translation>重新写入 %1（第 %2 次）  (F10)</translation>
    </message>
    <message>
        <source>Write %1 onto the card  (F10)</source>
        <translation>将 %1 写入卡  (F10)</translation>
    </message>
    <message>
        <source>Give %1 yuan back to %2  (F11)</source>
        <translation>退还 %1 元给 %2  (F11)</translation>
    </message>
</context>
<context>
    <name>meterdesk::OrderPanel</name>
    <message>
        <source>OPEN ORDER</source>
        <translation>未完结充值单</translation>
    </message>
    <message>
        <source>%1 yuan paid for meter %2 on %3</source>
        <translation>实收 %1 元，表号 %2，%3</translation>
    </message>
    <message>
        <source>Lay the meter&apos;s card on the reader.</source>
        <translation>请把该表的卡放到读卡器上。</translation>
    </message>
</context>
<context>
    <name>meterdesk::ReceiptView</name>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>保存为 PDF</translation>
    </message>
    <message>
        <source>Back  (Esc)</source>
        <translation>返回  (Esc)</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>收据</translation>
    </message>
    <message>
        <source>This purchase was given back, so it has no receipt.</source>
        <translation>这笔购买已退款，没有收据。</translation>
    </message>
    <message>
        <source>Choose another one to see its receipt.</source>
        <translation>请选择其他购买记录查看收据。</translation>
    </message>
    <message>
        <source>It has no receipt until it is on the card.</source>
        <translation>写入卡后才有收据。</translation>
    </message>
</context>
<context>
    <name>meterdesk::SalePanel</name>
    <message>
        <source>TOP UP</source>
        <translation>充值</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>数额</translation>
    </message>
    <message>
        <source>Receipt  (F6)</source>
        <translation>收据  (F6)</translation>
    </message>
    <message>
        <source>%1 onto the card</source>
        <translation>写入卡 %1</translation>
    </message>
    <message>
        <source>%1 for %2 yuan</source>
        <translation>%1，共 %2 元</translation>
    </message>
    <message>
        <source>new total %1</source>
        <translation>累计将为 %1</translation>
    </message>
    <message>
        <source>%1 yuan back: the meter takes whole steps only.</source>
        <translation>找回 %1 元：该表只按整数倍充值。</translation>
    </message>
    <message>
        <source>%1 is on the card.</source>
        <translation>%1 已写入卡。</translation>
    </message>
    <message>
        <source>Total purchased: %1</source>
        <translation>累计购买：%1</translation>
    </message>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>In units  (F2)</source>
        <translation>按量  (F2)</translation>
    </message>
    <message>
        <source>In money  (F2)</source>
        <translation>按金额  (F2)</translation>
    </message>
    <message>
        <source>Write %1 onto the card  (Enter)</source>
        <translation>将 %1 写入卡  (Enter)</translation>
    </message>
    <message>
        <source>Write onto the card  (Enter)</source>
        <translation>写入卡  (Enter)</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>充值</translation>
    </message>
    <message>
        <source>This card can&apos;t say what its meter has taken. If the customer says that the meter has taken the last purchase:</source>
        <translation>这张卡不带回表读入的情况。如果用户说上一次购买的量已读入表中：</translation>
    </message>
    <message>
        <source>Sell %1 for %2 yuan  (F7)</source>
        <translation>充值 %1，收 %2 元 (F7)</translation>
    </message>
    <message>
        <source>The customer says that the meter has taken the last purchase: sell %1 for %2 yuan</source>
        <translation>用户说上一次购买的量已读入表中：充值 %1，收 %2 元</translation>
    </message>
    <message>
        <source>The meter has taken %1.</source>
        <translation>表已读入 %1。</translation>
    </message>
    <message>
        <source>The last purchase isn&apos;t in the meter yet: the card goes to the meter first.</source>
        <translation>上次购买表尚未读入：请先把卡插到表上。</translation>
    </message>
    <message>
        <source>Give %1 yuan back.</source>
        <translation>找回 %1 元。</translation>
    </message>
</context>
<context>
    <name>meterdesk::SearchPanel</name>
    <message>
        <source>Residents found</source>
        <translation>找到的住户</translation>
    </message>
    <message>
        <source>Nobody found. Try a part of the name, or the apartment like 3-1-1201.</source>
        <translation>没有找到。请试试姓名的一部分，或房号，如 3-1-1201。</translation>
    </message>
    <message>
        <source>Find a resident  (F3)</source>
        <translation>查找住户  (F3)</translation>
    </message>
    <message>
        <source>Find a resident</source>
        <translation>查找住户</translation>
    </message>
    <message>
        <source>Apartment, name, phone, meter or card</source>
        <translation>房屋、姓名、电话、表号或卡号</translation>
    </message>
</context>
<context>
    <name>meterdesk::SignInPanel</name>
    <message>
        <source>Unlock the keys</source>
        <translation>解锁密钥</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Cards are written with the office&apos;s keys. They are sealed under a passphrase.</source>
        <translation>写卡要用物业的密钥，密钥由口令保护。</translation>
    </message>
    <message>
        <source>What you do is written down under your name.</source>
        <translation>您的操作会记在您的名下。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>This computer&apos;s keychain remembers it</source>
        <translation>由本机的钥匙串记住</translation>
    </message>
    <message>
        <source>Go on as demo</source>
        <translation>以演示用户继续</translation>
    </message>
</context>
<context>
    <name>meterdesk::StepView</name>
    <message>
        <source>Write it in the books</source>
        <translation>记入账簿</translation>
    </message>
    <message>
        <source>Write it on the card</source>
        <translation>写入卡</translation>
    </message>
    <message>
        <source>Read the card back</source>
        <translation>读回核对</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>meterdesk::TillSpeech</name>
    <message>
        <source>Press F8 to use it in place of the lost one.</source>
        <translation>按 F8 用这张卡补发遗失的卡。</translation>
    </message>
    <message>
        <source>Press F8 to issue it for this meter.</source>
        <translation>按 F8 为该表发这张卡。</translation>
    </message>
    <message>
        <source>Press F8 to take it into the books for this meter.</source>
        <translation>按 F8 把这张卡登记入账，归该表使用。</translation>
    </message>
    <message>
        <source>The card on the reader is another account&apos;s.</source>
        <translation>读卡器上的卡属于另一账户。</translation>
    </message>
    <message>
        <source>Lay the meter&apos;s own card on the reader.</source>
        <translation>请把该表自己的卡放到读卡器上。</translation>
    </message>
    <message>
        <source>This meter has no card yet.</source>
        <translation>该表还没有卡。</translation>
    </message>
    <message>
        <source>Lay a blank card on the reader and press F8 to issue it.</source>
        <translation>请把空白卡放到读卡器上，按 F8 发卡。</translation>
    </message>
    <message>
        <source>Write it again (F10) or give the money back (F11).</source>
        <translation>请重新写入（F10），或者退款（F11）。</translation>
    </message>
    <message>
        <source>Give %1 yuan back to %2: the order is reversed.</source>
        <translation>请退还 %1 元给 %2：充值单已冲销。</translation>
    </message>
    <message>
        <source>And the change from before: %1 yuan.</source>
        <translation>并退还先前的找零 %1 元。</translation>
    </message>
    <message>
        <source>A sale is under way.</source>
        <translation>正在进行一笔销售。</translation>
    </message>
    <message>
        <source>Work with the card is under way.</source>
        <translation>正在处理卡。</translation>
    </message>
</context>
<context>
    <name>meterdesk::TillWindow</name>
    <message>
        <source>No reader</source>
        <translation>没有读卡器</translation>
    </message>
    <message>
        <source>Demo reader</source>
        <translation>演示读卡器</translation>
    </message>
    <message>
        <source>Nothing on this card needs settling.</source>
        <translation>这张卡没有需要处理的充值单。</translation>
    </message>
    <message>
        <source>The receipt is in %1.</source>
        <translation>收据在 %1。</translation>
    </message>
    <message>
        <source>The card is issued. Type an amount and press Enter.</source>
        <translation>卡已发好。请输入数额并按回车。</translation>
    </message>
    <message>
        <source>The old card is barred; this one takes its place.</source>
        <translation>旧卡已停用，由这张卡代替。</translation>
    </message>
    <message>
        <source>The card is in the books now.</source>
        <translation>卡已记入账簿。</translation>
    </message>
    <message>
        <source>The card is taken back.</source>
        <translation>卡已收回。</translation>
    </message>
    <message>
        <source>Close the window when it is done.</source>
        <translation>请完成后再关闭窗口。</translation>
    </message>
    <message>
        <source>Meterdesk: till</source>
        <translation>Meterdesk：收银台</translation>
    </message>
    <message>
        <source>Sign out when it is done.</source>
        <translation>请在完成后再退出登录。</translation>
    </message>
    <message>
        <source>The card isn&apos;t ready yet</source>
        <translation>卡还没准备好</translation>
    </message>
    <message>
        <source>An open order was settled: %1, %2.</source>
        <translation>一张未完结的充值单已处理：%1，%2。</translation>
    </message>
    <message>
        <source>The order was sent again: %1, %2.</source>
        <translation>充值单已重新写入：%1，%2。</translation>
    </message>
    <message>
        <source>The receipt was sent to the printer %1.</source>
        <translation>收据已发送到打印机 %1。</translation>
    </message>
    <message>
        <source>F3 find a resident  ·  ↑↓ another meter  ·  F5 read the card again  ·  F4 open orders</source>
        <translation>F3 查找住户  ·  ↑↓ 切换表  ·  F5 重新读卡  ·  F4 未完结充值单</translation>
    </message>
    <message>
        <source>The lost card&apos;s money is on this card.</source>
        <translation>遗失卡上的钱已转入此卡。</translation>
    </message>
    <message>
        <source>What the meter has shown not to have is on this card; %1 stays on the lost one until a manager moves it.</source>
        <translation>表已写明未读入的部分已转入此卡；遗失卡上仍有 %1，待经理确认后转移。</translation>
    </message>
</context>
<context>
    <name>meterdesk::TopBar</name>
    <message>
        <source>Open orders (F4)</source>
        <translation>未完结充值单 (F4)</translation>
    </message>
    <message>
        <source>Open orders  (F4)</source>
        <translation>未完结充值单  (F4)</translation>
    </message>
    <message>
        <source>Open: %1 (F4)</source>
        <translation>未完结：%1 (F4)</translation>
    </message>
    <message>
        <source>Open orders: %1  (F4)</source>
        <translation>未完结充值单：%1  (F4)</translation>
    </message>
    <message>
        <source>Open orders: %1</source>
        <translation>未完结充值单：%1</translation>
    </message>
    <message>
        <source>Language (Ctrl+L)</source>
        <translation>语言 (Ctrl+L)</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Light or dark (Ctrl+D)</source>
        <translation>浅色或深色 (Ctrl+D)</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>Sign out  (F12)</source>
        <translation>退出登录 (F12)</translation>
    </message>
</context>
<context>
    <name>meterdesk::cli</name>
    <message>
        <source>Card %1 (%2): %3</source>
        <translation>卡 %1（%2）：%3</translation>
    </message>
    <message>
        <source>Nothing to settle.</source>
        <translation>没有需要处理的。</translation>
    </message>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>Meter %1 (%2, %3)
</source>
        <translation>表 %1（%2，%3）
</translation>
    </message>
    <message>
        <source>  purchase no. %1</source>
        <translation>  购买次数 %1</translation>
    </message>
    <message>
        <source>  credit on the card %1 %2</source>
        <translation>  卡上充值 %1 %2</translation>
    </message>
    <message>
        <source>  total purchased %1 %2</source>
        <translation>  累计购买 %1 %2</translation>
    </message>
    <message>
        <source>  the meter wrote back: last purchase loaded %1</source>
        <translation>  表的回写：最近读入第 %1 次</translation>
    </message>
    <message>
        <source>, remaining %1 %2</source>
        <translation>，余量 %1 %2</translation>
    </message>
    <message>
        <source>, valve open</source>
        <translation>，阀门开</translation>
    </message>
    <message>
        <source>, valve closed</source>
        <translation>，阀门关</translation>
    </message>
    <message>
        <source>  open order %1: %2
</source>
        <translation>  未完结充值单 %1：%2
</translation>
    </message>
    <message>
        <source>Card %1 (%2, %3): %4
</source>
        <translation>卡 %1（%2，%3）：%4
</translation>
    </message>
    <message>
        <source>without a number</source>
        <translation>无卡号</translation>
    </message>
    <message>
        <source>no layout</source>
        <translation>无布局</translation>
    </message>
    <message>
        <source>%1, %2
</source>
        <translation>%1，%2
</translation>
    </message>
    <message>
        <source>Settled just now: order %1 is %2
</source>
        <translation>刚刚处理：充值单 %1 为%2
</translation>
    </message>
    <message>
        <source>1. A blank card (%1) is laid on the demo reader and issued for meter %2.</source>
        <translation>1. 把空白卡（%1）放到演示读卡器上，为表 %2 发卡。</translation>
    </message>
    <message>
        <source>2. 50.00 yuan are sold onto it.</source>
        <translation>2. 向卡中充值 50.00 元。</translation>
    </message>
    <message>
        <source>3. The card is put into its meter.</source>
        <translation>3. 把卡插到表上。</translation>
    </message>
    <message>
        <source>4. Some days later the card is read at the desk:</source>
        <translation>4. 几天后在柜台读卡：</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>line %1, %2: %3
</source>
        <translation>第 %1 行，%2：%3
</translation>
    </message>
    <message>
        <source>columns not used: %1
</source>
        <translation>未使用的列：%1
</translation>
    </message>
    <message>
        <source>%1 rows: %2 apartments, %3 residents, %4 meters, %5 cards</source>
        <translation>%1 行：%2 套房屋，%3 位住户，%4 块表，%5 张卡</translation>
    </message>
    <message>
        <source> (checked only, nothing written)</source>
        <translation>（仅检查，未写入）</translation>
    </message>
    <message>
        <source>%1  version %2  %3  check value %4
</source>
        <translation>%1  版本 %2  %3  校验值 %4
</translation>
    </message>
    <message>
        <source>“%1” is a valid layout.</source>
        <translation>“%1”是有效的布局。</translation>
    </message>
    <message>
        <source>refused: %1
</source>
        <translation>被拒绝：%1
</translation>
    </message>
    <message>
        <source>No meters.</source>
        <translation>没有表。</translation>
    </message>
    <message>
        <source>Card %1
</source>
        <translation>卡 %1
</translation>
    </message>
    <message>
        <source>Open: %1
</source>
        <translation>未完结：%1
</translation>
    </message>
    <message>
        <source>The meter last said: purchase %1 loaded%2
</source>
        <translation>表最近的回写：已读入第 %1 次%2
</translation>
    </message>
    <message>
        <source>, remaining %1</source>
        <translation>，余量 %1</translation>
    </message>
    <message>
        <source>, brought over</source>
        <translation>，转入</translation>
    </message>
    <message>
        <source>, free</source>
        <translation>，免费</translation>
    </message>
    <message>
        <source>, purchase no. %1</source>
        <translation>，购买次数 %1</translation>
    </message>
    <message>
        <source>, receipt %1</source>
        <translation>，收据 %1</translation>
    </message>
    <message>
        <source>“%1” is not an order number.</source>
        <translation>“%1”不是充值单号。</translation>
    </message>
    <message>
        <source>No orders.</source>
        <translation>没有充值单。</translation>
    </message>
    <message>
        <source>  attempt %1, %2 %3, %4: %5 %6
</source>
        <translation>  发送 %1，%2 %3，%4：%5 %6
</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>A demo office is ready in %1. Try: meterdesk --data %1 demo</source>
        <translation>演示物业已在 %1 建好。可试：meterdesk --data %1 demo</translation>
    </message>
    <message>
        <source>Name the first administrator: --as NAME, with a password in METERDESK_PASSWORD.</source>
        <translation>请指定第一位系统管理员：--as 姓名，密码放在 METERDESK_PASSWORD 中。</translation>
    </message>
    <message>
        <source>  (on the reader)</source>
        <translation>（在读卡器上）</translation>
    </message>
    <message>
        <source>%1 lies on the reader.</source>
        <translation>%1 已在读卡器上。</translation>
    </message>
    <message>
        <source>The reader is empty.</source>
        <translation>读卡器上没有卡。</translation>
    </message>
    <message>
        <source>Meter %1: remaining %2, used %3, valve %4</source>
        <translation>表 %1：余量 %2，已用 %3，阀门%4</translation>
    </message>
    <message>
        <source>open</source>
        <translation>开</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>关</translation>
    </message>
    <message>
        <source>The new password is given in METERDESK_NEW_PASSWORD.</source>
        <translation>新密码放在 METERDESK_NEW_PASSWORD 中。</translation>
    </message>
    <message>
        <source>%1 may sign in now.</source>
        <translation>%1 现在可以登录了。</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>完成。</translation>
    </message>
    <message>
        <source>1/3 in the books</source>
        <translation>1/3 记入账簿</translation>
    </message>
    <message>
        <source>2/3 writing the card</source>
        <translation>2/3 正在写卡</translation>
    </message>
    <message>
        <source>3/3 read back</source>
        <translation>3/3 读回核对</translation>
    </message>
    <message>
        <source>The card names meter %1, which isn&apos;t its meter in the books.
</source>
        <translation>卡上写的是表 %1，与账簿中的表不符。
</translation>
    </message>
    <message>
        <source>  %1  %2  %3 %4 %5
</source>
        <translation>  %1  %2  %3 %4 %5
</translation>
    </message>
    <message>
        <source>read from the card or meter</source>
        <translation>由卡或表读得</translation>
    </message>
    <message>
        <source>Name a command.</source>
        <translation>请写出一个命令。</translation>
    </message>
    <message>
        <source>There is no display for the window; the commands work without one.</source>
        <translation>没有可显示窗口的屏幕；各命令不需要屏幕。</translation>
    </message>
    <message>
        <source>The command was carried out, but its answer could not be written.</source>
        <translation>命令已执行，但结果无法输出。</translation>
    </message>
    <message>
        <source>A demo office is made by meterdesk setup --demo only.</source>
        <translation>演示物业只能用 meterdesk setup --demo 建立。</translation>
    </message>
    <message>
        <source>Nothing will go wrong.</source>
        <translation>不会再出故障。</translation>
    </message>
    <message>
        <source>card “%1” in the drawer; name one with --card</source>
        <translation>抽屉里的卡“%1”；请用 --card 指定一张</translation>
    </message>
    <message>
        <source>The next program that reads a card meets it: %1 at its command no. %2.</source>
        <translation>下一个读卡的程序会在第 %2 条命令遇到：%1。</translation>
    </message>
    <message>
        <source>Give back %1 yuan.</source>
        <translation>请找回 %1 元。</translation>
    </message>
    <message>
        <source>The card on the reader</source>
        <translation>读卡器上的卡</translation>
    </message>
    <message>
        <source>Read the card and say what it is</source>
        <translation>读卡并说明是什么卡</translation>
    </message>
    <message>
        <source>Write a blank card for a meter</source>
        <translation>为一块表写一张空白卡</translation>
    </message>
    <message>
        <source>Meter number</source>
        <translation>表号</translation>
    </message>
    <message>
        <source>Write a tool card instead</source>
        <translation>改写一张工具卡</translation>
    </message>
    <message>
        <source>Layout of the tool card</source>
        <translation>工具卡的布局</translation>
    </message>
    <message>
        <source>Who gets the tool card</source>
        <translation>工具卡的领用人</translation>
    </message>
    <message>
        <source>Take in a card with purchases made elsewhere</source>
        <translation>接收一张在别处购买过的卡</translation>
    </message>
    <message>
        <source>Meter number, where the card doesn&apos;t name it itself</source>
        <translation>表号，卡上没有写明时使用</translation>
    </message>
    <message>
        <source>The blank card on the reader takes the place of a meter&apos;s lost one</source>
        <translation>用读卡器上的空白卡补办某块表丢失的卡</translation>
    </message>
    <message>
        <source>What became of the old card</source>
        <translation>旧卡的情况</translation>
    </message>
    <message>
        <source>The card comes back to the office</source>
        <translation>卡退回物业</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Read the card and settle what is open on it</source>
        <translation>读卡并结清卡上未完成的充值单</translation>
    </message>
    <message>
        <source>meter in use without a card</source>
        <translation>在用而没有卡的表</translation>
    </message>
    <message>
        <source>1. The card (%1) of meter %2 is laid on the demo reader.</source>
        <translation>1. 把表 %2 的卡（%1）放到演示读卡器上。</translation>
    </message>
    <message>
        <source>The main job in the terminal, on the demo office</source>
        <translation>在终端里用演示物业走一遍主要业务</translation>
    </message>
    <message>
        <source>Take in a whole compound from CSV: all or nothing</source>
        <translation>从 CSV 导入整个小区：要么全部，要么不导入</translation>
    </message>
    <message>
        <source>CSV in UTF-8 or GB18030</source>
        <translation>UTF-8 或 GB18030 编码的 CSV</translation>
    </message>
    <message>
        <source>Check only</source>
        <translation>只检查</translation>
    </message>
    <message>
        <source>Name of the compound where the file has none</source>
        <translation>文件中没有时使用的小区名称</translation>
    </message>
    <message>
        <source>Make the keys that are missing</source>
        <translation>生成缺少的密钥</translation>
    </message>
    <message>
        <source>Only these</source>
        <translation>只生成这些</translation>
    </message>
    <message>
        <source>A next version of each; old ones stay for reading</source>
        <translation>各生成新版本；旧版本保留用于读卡</translation>
    </message>
    <message>
        <source>Let the system keychain remember the passphrase</source>
        <translation>让系统钥匙串记住口令</translation>
    </message>
    <message>
        <source>Take keys in from a JSON file (then destroy it)</source>
        <translation>从 JSON 文件导入密钥（之后请销毁文件）</translation>
    </message>
    <message>
        <source>{&quot;keys&quot;:[{&quot;name&quot;,&quot;version&quot;,&quot;algorithm&quot;,&quot;hex&quot;}]}</source>
        <translation>格式：{&quot;keys&quot;:[{&quot;name&quot;,&quot;version&quot;,&quot;algorithm&quot;,&quot;hex&quot;}]}</translation>
    </message>
    <message>
        <source>Names, versions and check values</source>
        <translation>名称、版本和校验值</translation>
    </message>
    <message>
        <source>Card layouts</source>
        <translation>卡布局</translation>
    </message>
    <message>
        <source>Read a layout and say what it means, or what is wrong with it</source>
        <translation>读取布局并说明含义，或指出错误</translation>
    </message>
    <message>
        <source>Layout file</source>
        <translation>布局文件</translation>
    </message>
    <message>
        <source>The layouts that this office knows</source>
        <translation>本物业已有的布局</translation>
    </message>
    <message>
        <source>There are more: meter list --after %1
</source>
        <translation>还有更多：meter list --after %1
</translation>
    </message>
    <message>
        <source>Meters</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Meters by number</source>
        <translation>按表号列出</translation>
    </message>
    <message>
        <source>How many at the most</source>
        <translation>最多多少个</translation>
    </message>
    <message>
        <source>Those after this number</source>
        <translation>此表号之后的</translation>
    </message>
    <message>
        <source>One meter: card, last purchase, what it last said</source>
        <translation>一块表：卡、最近一次购买、表最近的回报</translation>
    </message>
    <message>
        <source>Set a meter in use, faulty or removed</source>
        <translation>把表设为在用、故障或拆除</translation>
    </message>
    <message>
        <source>New state</source>
        <translation>新状态</translation>
    </message>
    <message>
        <source>A new meter takes over what the old one had left</source>
        <translation>新表接收旧表的余量</translation>
    </message>
    <message>
        <source>Old meter</source>
        <translation>旧表</translation>
    </message>
    <message>
        <source>New meter</source>
        <translation>新表</translation>
    </message>
    <message>
        <source>What the old one had left, where it can&apos;t say so itself</source>
        <translation>旧表的余量，旧表自己不能回报时填写</translation>
    </message>
    <message>
        <source>Order %1: %2, meter %3, paid %4 yuan, credit %5 %6</source>
        <translation>充值单 %1：%2，表 %3，实收 %4 元，充值 %5 %6</translation>
    </message>
    <message>
        <source>  %1 says that it was delivered: %2; a second person must say the same
</source>
        <translation>  %1 认为已写入：%2；还需第二个人作同样的决定
</translation>
    </message>
    <message>
        <source>  %1 says that it was not delivered: %2; a second person must say the same
</source>
        <translation>  %1 认为未写入：%2；还需第二个人作同样的决定
</translation>
    </message>
    <message>
        <source>on the card</source>
        <translation>已写入卡</translation>
    </message>
    <message>
        <source>not on the card</source>
        <translation>未写入卡</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>已交出</translation>
    </message>
    <message>
        <source>Credit orders, newest first</source>
        <translation>充值单，最新的在前</translation>
    </message>
    <message>
        <source>Only those that somebody has still to do something with</source>
        <translation>只列还需处理的</translation>
    </message>
    <message>
        <source>Only this meter&apos;s</source>
        <translation>只列这块表的</translation>
    </message>
    <message>
        <source>One credit order</source>
        <translation>一张充值单</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>充值单号</translation>
    </message>
    <message>
        <source>Its state, every attempt, and who did what</source>
        <translation>状态、每次尝试以及谁做了什么</translation>
    </message>
    <message>
        <source>Send it again: same count, same amount</source>
        <translation>重新写卡：次数和金额不变</translation>
    </message>
    <message>
        <source>Give the money back, where it is proven that the card doesn&apos;t carry it</source>
        <translation>退款，前提是证明卡上没有这笔充值</translation>
    </message>
    <message>
        <source>Two people decide what became of an order in doubt</source>
        <translation>由两个人决定存疑充值单的结果</translation>
    </message>
    <message>
        <source>The credit is on the card</source>
        <translation>充值已写入卡</translation>
    </message>
    <message>
        <source>The credit is not on the card</source>
        <translation>充值未写入卡</translation>
    </message>
    <message>
        <source>The second person, at once (password in METERDESK_SECOND_PASSWORD); without it, a second person signs in and types the same command</source>
        <translation>第二个人，当场确认（密码在 METERDESK_SECOND_PASSWORD）；不写时由第二个人登录后输入同样的命令</translation>
    </message>
    <message>
        <source>Print its receipt again, marked as a copy</source>
        <translation>重打收据，注明副本</translation>
    </message>
    <message>
        <source>Write it as PDF</source>
        <translation>写成 PDF</translation>
    </message>
    <message>
        <source>With residents, meters, keys and a demo reader to try things on</source>
        <translation>带住户、表、密钥和演示读卡器，供试用</translation>
    </message>
    <message>
        <source>The demo reader, its cards and meters</source>
        <translation>演示读卡器及其卡和表</translation>
    </message>
    <message>
        <source>Cards in the drawer</source>
        <translation>抽屉里的卡</translation>
    </message>
    <message>
        <source>Lay a card on the reader</source>
        <translation>把卡放到读卡器上</translation>
    </message>
    <message>
        <source>Name of the card</source>
        <translation>卡的名称</translation>
    </message>
    <message>
        <source>Take the card away</source>
        <translation>拿走卡</translation>
    </message>
    <message>
        <source>Carry the card to its meter and back</source>
        <translation>把卡拿到表上刷一下再拿回来</translation>
    </message>
    <message>
        <source>Use up credit at a meter</source>
        <translation>在表上用掉一些量</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Let something go wrong for the next program that reads a card, to try out or teach what then has to be done; &quot;none&quot; takes it back</source>
        <translation>让下一个读卡的程序出错，用于练习或教学；“none”表示取消</translation>
    </message>
    <message>
        <source>What goes wrong</source>
        <translation>出什么错</translation>
    </message>
    <message>
        <source>At which command to the card, counted from 1</source>
        <translation>在第几条卡命令时，从 1 数起</translation>
    </message>
    <message>
        <source>swapped, restored-copy: the other card</source>
        <translation>swapped、restored-copy：另一张卡</translation>
    </message>
    <message>
        <source>People who sign in</source>
        <translation>可登录的人员</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Name to sign in with</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>A new person (password in METERDESK_NEW_PASSWORD)</source>
        <translation>新增人员（密码在 METERDESK_NEW_PASSWORD）</translation>
    </message>
    <message>
        <source>Name on receipts</source>
        <translation>收据上的姓名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>A new password (METERDESK_NEW_PASSWORD)</source>
        <translation>设置新密码（METERDESK_NEW_PASSWORD）</translation>
    </message>
    <message>
        <source>Another role</source>
        <translation>更换角色</translation>
    </message>
    <message>
        <source>After too many wrong passwords</source>
        <translation>密码错误过多后解锁</translation>
    </message>
    <message>
        <source>the receipt, %1: %2</source>
        <translation>收据 %1：%2</translation>
    </message>
    <message>
        <source>Sell credit and write it onto the card on the reader</source>
        <translation>售出充值并写入读卡器上的卡</translation>
    </message>
    <message>
        <source>Free credit (a manager, with --reason)</source>
        <translation>免费充值（经理，须写 --reason）</translation>
    </message>
    <message>
        <source>Why the credit is free</source>
        <translation>免费的原因</translation>
    </message>
    <message>
        <source>The customer says that the last purchase is in the meter (for cards that can&apos;t tell)</source>
        <translation>顾客称上次购买已充入表中（用于不能回写的卡）</translation>
    </message>
    <message>
        <source>Also write the receipt as PDF</source>
        <translation>同时把收据写成 PDF</translation>
    </message>
    <message>
        <source>Print this help and exit</source>
        <translation>显示本帮助后退出</translation>
    </message>
    <message>
        <source>Print the version and exit</source>
        <translation>显示版本后退出</translation>
    </message>
    <message>
        <source>Books elsewhere than in the data folder</source>
        <translation>不在数据文件夹中的账簿</translation>
    </message>
    <message>
        <source>Card reader by name; &quot;simulator&quot; for the demo one</source>
        <translation>读卡器名称；“simulator”为演示读卡器</translation>
    </message>
    <message>
        <source>Sign in as (password in METERDESK_PASSWORD)</source>
        <translation>登录名（密码在 METERDESK_PASSWORD）</translation>
    </message>
    <message>
        <source>Print exactly one JSON document</source>
        <translation>只输出一个 JSON 文档</translation>
    </message>
    <message>
        <source>Meterdesk: prepaid credit on cards, and the office behind it</source>
        <translation>Meterdesk：卡上的预付充值，以及背后的物业</translation>
    </message>
    <message>
        <source>The arguments are not UTF-8.</source>
        <translation>参数不是 UTF-8 编码。</translation>
    </message>
    <message>
        <source>Terminal number, reader, prices and the like</source>
        <translation>终端号、读卡器、价格等</translation>
    </message>
    <message>
        <source>One setting, or all</source>
        <translation>一项设置，或全部</translation>
    </message>
    <message>
        <source>Which one</source>
        <translation>哪一项</translation>
    </message>
    <message>
        <source>Its value</source>
        <translation>设置的值</translation>
    </message>
    <message>
        <source>Card readers of this machine</source>
        <translation>本机的读卡器</translation>
    </message>
    <message>
        <source>%1 can&apos;t be “%2”; it is one of: %3.</source>
        <translation>%1 不能是“%2”；可选：%3。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be %2; it goes from %3 to %4.</source>
        <translation>%1 不能是 %2；范围是 %3 到 %4。</translation>
    </message>
    <message>
        <source>%1 doesn&apos;t take that value.</source>
        <translation>%1 不接受这个值。</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>用法</translation>
    </message>
    <message>
        <source>OPTIONS</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>COMMAND</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>(needed)</source>
        <translation>（必填）</translation>
    </message>
    <message>
        <source>Not with</source>
        <translation>不能同时用</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Say what to do: a command is missing.</source>
        <translation>请说明要做什么：缺少命令。</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>缺少 %1。</translation>
    </message>
    <message>
        <source>“%1” is not known here.</source>
        <translation>这里没有“%1”。</translation>
    </message>
    <message>
        <source>%1 and %2 can&apos;t both be given.</source>
        <translation>%1 和 %2 不能同时使用。</translation>
    </message>
    <message>
        <source>%1 needs a value, and only one.</source>
        <translation>%1 需要一个值，且只能有一个。</translation>
    </message>
    <message>
        <source>This can&apos;t be understood: %1</source>
        <translation>无法理解：%1</translation>
    </message>
    <message>
        <source>Of the office&apos;s keys on the card, where it can&apos;t be seen</source>
        <translation>卡上所用单位密钥的版本（卡上看不出时）</translation>
    </message>
    <message>
        <source>removed-halfway, removed-silent: how many bytes are written before</source>
        <translation>removed-halfway、removed-silent：此前已写入多少字节</translation>
    </message>
    <message>
        <source>Tool: %1; meter %2; parameter %3; issued to %4
</source>
        <translation>工具：%1；表 %2；参数 %3；持卡人 %4
</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>nobody in these books</source>
        <translation>本账簿中没有登记</translation>
    </message>
    <message>
        <source>Master keys, sealed under METERDESK_PASSPHRASE (at least 8 characters)</source>
        <translation>主密钥，用 METERDESK_PASSPHRASE 中的口令封存（至少 8 个字符）</translation>
    </message>
    <message>
        <source>Why; kept with the order. Needed where a manager gives back what isn&apos;t proven</source>
        <translation>原因；随充值单保存。未经证明而由经理退款时必须填写</translation>
    </message>
    <message>
        <source>Data folder of the office (else METERDESK_DATA, else the user&apos;s own)</source>
        <translation>本单位的数据文件夹（不写时用 METERDESK_DATA，再没有则用用户自己的）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>takes: %1; default: %2</source>
        <translation>取值：%1；默认：%2</translation>
    </message>
    <message>
        <source>Settings:</source>
        <translation>设置项：</translation>
    </message>
    <message>
        <source>An empty value (&quot;&quot;) unsets a setting.</source>
        <translation>空值（&quot;&quot;）取消设置。</translation>
    </message>
    <message>
        <source>%1 is not set</source>
        <translation>%1 未设置</translation>
    </message>
    <message>
        <source>Every setting: its value, what it means, what it takes, its default</source>
        <translation>所有设置项：现值、含义、取值、默认值</translation>
    </message>
    <message>
        <source>Change a setting; every one is listed below</source>
        <translation>更改设置；所有设置项列在下面</translation>
    </message>
    <message>
        <source>An office is ready in %1. Next: keys generate (METERDESK_PASSPHRASE: at least 8 characters), settings set price.water 3.45, import FILE.csv</source>
        <translation>%1 中的账簿已就绪。下一步：keys generate（METERDESK_PASSPHRASE：至少 8 个字符），settings set price.water 3.45，import 文件.csv</translation>
    </message>
    <message>
        <source>Make a new office in the data folder, with its first administrator: --as NAME and a password of at least 6 characters in METERDESK_PASSWORD</source>
        <translation>在数据文件夹中建立新单位及其首位系统管理员：--as 姓名，密码放在 METERDESK_PASSWORD（至少 6 个字符）</translation>
    </message>
    <message>
        <source>The drawer is empty: meterdesk sim stock puts blank cards into it.</source>
        <translation>抽屉是空的：meterdesk sim stock 会放入空白卡。</translation>
    </message>
    <message>
        <source>Put blank cards into the drawer: cpu-1, mifare-1, sle-1 and so on</source>
        <translation>在抽屉里放入空白卡：cpu-1、mifare-1、sle-1 等</translation>
    </message>
    <message>
        <source>How many of each kind</source>
        <translation>每种几张</translation>
    </message>
    <message>
        <source>Money that the customer pays: yuan, at most two decimals</source>
        <translation>客户支付的金额：元，最多两位小数</translation>
    </message>
    <message>
        <source>Units to sell (m³, kWh), at most three decimals</source>
        <translation>要售的数量（m³、kWh），最多三位小数</translation>
    </message>
    <message>
        <source>A manager&apos;s word: what was last bought before these books is in the meter</source>
        <translation>经理确认：在原系统的最后一次购买表已读入</translation>
    </message>
    <message>
        <source>A manager&apos;s word: the money in the lost purse isn&apos;t in the meter, and what was last bought before these books is</source>
        <translation>经理确认：遗失卡钱包里的钱表没有读入，在原系统的最后一次购买表已读入</translation>
    </message>
    <message>
        <source>METERDESK_NEW_PASSPHRASE holds the new passphrase.</source>
        <translation>新口令放在 METERDESK_NEW_PASSPHRASE 里。</translation>
    </message>
    <message>
        <source>The keys are sealed anew.</source>
        <translation>密钥已用新口令重新封存。</translation>
    </message>
    <message>
        <source>The system keychain remembers the passphrase.</source>
        <translation>系统钥匙串已记住口令。</translation>
    </message>
    <message>
        <source>The system keychain has forgotten the passphrase.</source>
        <translation>系统钥匙串已忘记口令。</translation>
    </message>
    <message>
        <source>Seal the keys under METERDESK_NEW_PASSPHRASE</source>
        <translation>用 METERDESK_NEW_PASSPHRASE 重新封存密钥</translation>
    </message>
    <message>
        <source>Let the system keychain remember METERDESK_PASSPHRASE</source>
        <translation>让系统钥匙串记住 METERDESK_PASSPHRASE</translation>
    </message>
    <message>
        <source>Let the system keychain forget the passphrase</source>
        <translation>让系统钥匙串忘记口令</translation>
    </message>
    <message>
        <source>  its credit of %1 %2 is in the meter</source>
        <translation>  充值 %1 %2 已在表中</translation>
    </message>
    <message>
        <source>line %1: %2
</source>
        <translation>第 %1 行：%2
</translation>
    </message>
    <message>
        <source>To this meter, where the card (a tool) is for any</source>
        <translation>带到哪块表，用于不限表号的工具卡</translation>
    </message>
    <message>
        <source>The demo reader&apos;s meters haven&apos;t learnt them:</source>
        <translation>演示读卡器的表未能得到这些密钥：</translation>
    </message>
    <message>
        <source>Later: meterdesk keys remember.</source>
        <translation>以后可执行：meterdesk keys remember。</translation>
    </message>
    <message>
        <source>The passphrase isn&apos;t remembered.</source>
        <translation>密钥口令未被记住。</translation>
    </message>
    <message>
        <source>If it remembers the former passphrase, that doesn&apos;t open them any more.</source>
        <translation>如果它记着旧口令，旧口令已不能解锁密钥。</translation>
    </message>
    <message>
        <source>Case %1 since %2: %3 (%4)
</source>
        <translation>事项 %1，始于 %2：%3（%4）
</translation>
    </message>
    <message>
        <source>“%1” is not a case&apos;s number.</source>
        <translation>“%1”不是事项编号。</translation>
    </message>
    <message>
        <source>The case is closed.</source>
        <translation>事项已关闭。</translation>
    </message>
    <message>
        <source>A manager has seen to a case that meter show or card show names</source>
        <translation>经理已处理 meter show 或 card show 列出的事项</translation>
    </message>
    <message>
        <source>Number of the case</source>
        <translation>事项编号</translation>
    </message>
    <message>
        <source>What it was</source>
        <translation>实际情况</translation>
    </message>
    <message>
        <source>The arguments hold characters that can&apos;t be kept.</source>
        <translation>参数中含有不能保存的字符。</translation>
    </message>
    <message>
        <source>What the parameter card sets, or the transfer card brings</source>
        <translation>参数卡设定的值，或转移卡带去的余量</translation>
    </message>
    <message>
        <source>  Send it again (order resend %1), or give the money back (order reverse %1).
</source>
        <translation>  请重新写卡（order resend %1），或退款（order reverse %1）。
</translation>
    </message>
    <message>
        <source>  Send it again (order resend %1).
</source>
        <translation>  请重新发送（order resend %1）。
</translation>
    </message>
    <message>
        <source>An open order was settled: %1</source>
        <translation>已处理一笔未了结订单：%1</translation>
    </message>
</context>
</TS>
