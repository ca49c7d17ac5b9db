; Kernels of kernel.py in LLVM's intermediate code. Made by tools/kernels.py: not to be edited.
; made from kernel.py, SHA-256 685162d00962d8821284c12c3d3c87f2cab601f9c1e497f1fecb36e38f6ed38b
; by Python 3.11, Numba 0.68.1, llvmlite 0.50.0
define i64 @useful_changes(i64 %a0, i64 %a1, i64 %a2, i64 %a3, ptr readonly %a4, ptr readonly %a5, ptr readonly %a6, ptr readonly %a7, ptr readonly %a8, ptr readonly %a9, ptr readonly %a10, ptr readonly %a11, ptr readonly %a12, ptr readonly %a13, ptr readonly %a14, ptr readonly %a15, ptr readonly %a16, ptr readonly %a17, ptr readonly %a18, ptr readonly %a19, ptr readonly %a20, ptr %a21, ptr %a22, ptr %a23, ptr %a24, ptr %a25, ptr writeonly %a26) {
done:
  %.83.i = getelementptr i64, ptr %a5, i64 %a0
  %.84.i = load i64, ptr %.83.i, align 8, !noalias !0
  %.99.i = icmp sgt i64 %a1, %a0
  br i1 %.99.i, label %B52.i, label %useful_changes.0.exit

B52.i:                                            ; preds = %done, %B1750.i
  %free.1.i = phi i64 [ %free.9614620.i, %B1750.i ], [ %a3, %done ]
  %run.1.i = phi i64 [ %.107.i, %B1750.i ], [ %a1, %done ]
  %.107.i = add nsw i64 %run.1.i, -1
  %.118.i = getelementptr i32, ptr %a4, i64 %.107.i
  %.119.i = load i32, ptr %.118.i, align 4, !noalias !0
  %.125.i = getelementptr i32, ptr %a6, i64 %.107.i
  %.126.i = load i32, ptr %.125.i, align 4, !noalias !0
  %.211575626.i = icmp sgt i32 %.126.i, 1
  br i1 %.211575626.i, label %B142.lr.ph.i, label %B1750.i

B142.lr.ph.i:                                     ; preds = %B52.i
  %.127.i = zext nneg i32 %.126.i to i64
  %.254.i = getelementptr i64, ptr %a5, i64 %.107.i
  br label %B142.i

B142.i:                                           ; preds = %B1769.i, %B142.lr.ph.i
  %boarded_n.1580.i = phi i64 [ 0, %B142.lr.ph.i ], [ %boarded_n.2.i, %B1769.i ]
  %seen_n.1579.i = phi i64 [ 0, %B142.lr.ph.i ], [ %seen_n.2.i, %B1769.i ]
  %free.2578.i = phi i64 [ %free.1.i, %B142.lr.ph.i ], [ %free.3.i, %B1769.i ]
  %.155.0577.i.in = phi i64 [ %.127.i, %B142.lr.ph.i ], [ %.155.0577.i, %B1769.i ]
  %.155.0577.i = add nsw i64 %.155.0577.i.in, -1
  %.255.i = load i64, ptr %.254.i, align 8, !noalias !0
  %.257.i = add nsw i64 %.255.i, %.155.0577.i
  %.263.i = getelementptr i32, ptr %a8, i64 %.257.i
  %.264.i = load i32, ptr %.263.i, align 4, !noalias !0
  %.270.i = getelementptr i32, ptr %a7, i64 %.257.i
  %.271.i = load i32, ptr %.270.i, align 4, !noalias !0
  %.276.i = sext i32 %.264.i to i64
  %.277.i = icmp slt i32 %.264.i, 0
  br i1 %.277.i, label %B1769.i, label %B210.i

B210.i:                                           ; preds = %B142.i
  %.281.i = sext i32 %.271.i to i64
  %.282.i = icmp slt i64 %a2, %.281.i
  br i1 %.282.i, label %B1769.i, label %B224.i

B224.i:                                           ; preds = %B210.i
  %.296.i = getelementptr i32, ptr %a21, i64 %.276.i
  %.297.i = load i32, ptr %.296.i, align 4, !noalias !0
  %.299.i = icmp slt i32 %.271.i, %.297.i
  br i1 %.299.i, label %B248.i, label %B308.i

B248.i:                                           ; preds = %B224.i
  %.304.i = getelementptr i32, ptr %a22, i64 %seen_n.1579.i
  store i32 %.264.i, ptr %.304.i, align 4, !noalias !0
  %.310.i = load i32, ptr %.296.i, align 4, !noalias !0
  %.312.i = icmp eq i32 %.310.i, 2147483647
  %.315.i = zext i1 %.312.i to i64
  %.316.i = add nsw i64 %seen_n.1579.i, %.315.i
  store i32 %.271.i, ptr %.296.i, align 4, !noalias !0
  br label %B308.i

B308.i:                                           ; preds = %B248.i, %B224.i
  %seen_n.3.i = phi i64 [ %.316.i, %B248.i ], [ %seen_n.1579.i, %B224.i ]
  %.329.i = getelementptr i64, ptr %a18, i64 %.276.i
  %.330.i = load i64, ptr %.329.i, align 8, !noalias !0
  %.337.i = getelementptr i8, ptr %.329.i, i64 8
  %.338.i = load i64, ptr %.337.i, align 8, !noalias !0
  %.375.i = sub i64 %.338.i, %.330.i
  %.1442.i = sub nsw i64 %.257.i, %.84.i
  %.1444.i = getelementptr i32, ptr %a25, i64 %.1442.i
  %.419.i5.not = icmp slt i64 %.375.i, 1
  br i1 %.419.i5.not, label %B1769.i, label %B372.if.i

B416.i:                                           ; preds = %B372.if.i
  %.490.i = getelementptr i32, ptr %a19, i64 %.362.0.i6
  %.491.i = load i32, ptr %.490.i, align 4, !noalias !0
  %.495.i = sext i32 %.491.i to i64
  %.496.i = getelementptr i64, ptr %a13, i64 %.495.i
  %.497.i = load i64, ptr %.496.i, align 8, !noalias !0
  %.501.i = getelementptr i8, ptr %.496.i, i64 8
  %.502.i = load i64, ptr %.501.i, align 8, !noalias !0
  %.539.i = sub i64 %.502.i, %.497.i
  %.583560.i = icmp sgt i64 %.539.i, 0
  br i1 %.583560.i, label %B496.if.i, label %B1590.i

B614.i:                                           ; preds = %B496.if.i, %B614.i
  %low.6.i = phi i64 [ %low.8.i, %B614.i ], [ %.654.i, %B496.if.i ]
  %high.6.i = phi i64 [ %high.8.i, %B614.i ], [ %.669.i, %B496.if.i ]
  %.686.i = add nsw i64 %high.6.i, %low.6.i
  %.687.i = ashr i64 %.686.i, 1
  %.693.i = getelementptr i32, ptr %a12, i64 %.687.i
  %.694.i = load i32, ptr %.693.i, align 4, !noalias !0
  %.696.i = sext i32 %.694.i to i64
  %.697.i = icmp sgt i64 %.467.i, %.696.i
  %.700.i = add nsw i64 %.687.i, 1
  %low.8.i = select i1 %.697.i, i64 %.700.i, i64 %low.6.i
  %high.8.i = select i1 %.697.i, i64 %high.6.i, i64 %.687.i
  %.714.i = icmp slt i64 %low.8.i, %high.8.i
  br i1 %.714.i, label %B614.i, label %B682.i

B682.i:                                           ; preds = %B614.i, %B496.if.i
  %low.7.i = phi i64 [ %.654.i, %B496.if.i ], [ %low.8.i, %B614.i ]
  %.725.i = icmp eq i64 %low.7.i, %.669.i
  br i1 %.725.i, label %B1770.i, label %B696.i

B696.i:                                           ; preds = %B682.i
  %.741.i = getelementptr i32, ptr %a9, i64 %.642.i
  %.742.i = load i32, ptr %.741.i, align 4, !noalias !0
  %.744.i = sext i32 %.742.i to i64
  %.745.i = sub i64 %low.7.i, %.654.i
  %.749.i = add i64 %.745.i, %.744.i
  %.757.i = getelementptr i16, ptr %a23, i64 %.749.i
  %.758.i = load i16, ptr %.757.i, align 2, !noalias !0
  %.760.i = sext i16 %.758.i to i32
  %.761.not.i = icmp slt i32 %.634.i, %.760.i
  br i1 %.761.not.i, label %B750.i, label %B1770.i

B750.i:                                           ; preds = %B696.i
  %0 = getelementptr i64, ptr %a16, i64 %.749.i
  %.773.i = getelementptr i8, ptr %0, i64 8
  %.774.i = load i64, ptr %.773.i, align 8, !noalias !0
  %.778.i = load i64, ptr %0, align 8, !noalias !0
  %.779.i = icmp sgt i64 %.774.i, %.778.i
  %.785.i = icmp ne i32 %.627.i, %.119.i
  %.789.not.i = icmp slt i64 %.749.i, %.107.i
  %or.cond.i = or i1 %.785.i, %.789.not.i
  %.794.not.i = icmp sgt i64 %.155.0577.i, %.651.i
  %or.cond504.i = select i1 %or.cond.i, i1 true, i1 %.794.not.i
  %brmerge.i = select i1 %or.cond504.i, i1 true, i1 %.779.i
  br i1 %brmerge.i, label %B834.i, label %B1770.i

B834.i:                                           ; preds = %B750.i
  %.861.i = sub i64 %.652.i, %.745.i
  %.904539.not.i = icmp slt i64 %.861.i, 1
  br i1 %.904539.not.i, label %B990.i, label %B896.if.lr.ph.i

B896.if.lr.ph.i:                                  ; preds = %B834.i
  %.979.i = trunc i32 %.634.i to i16
  br label %B896.if.i

B928.i:                                           ; preds = %B896.if.i
  %.917.i = add i64 %.848.0540.i, 1
  %.913.i = add nsw i64 %.851.0541.i, -1
  %.961.i = trunc i64 %.848.0540.i to i32
  %.962.i = getelementptr i32, ptr %a24, i64 %boarded_n.7542.i
  store i32 %.961.i, ptr %.962.i, align 4, !noalias !0
  %.967.i = load i16, ptr %.947.i, align 2, !noalias !0
  %.969.i = icmp eq i16 %.967.i, 32767
  %.972.i = zext i1 %.969.i to i64
  %.973.i = add nsw i64 %boarded_n.7542.i, %.972.i
  store i16 %.979.i, ptr %.947.i, align 2, !noalias !0
  %.904.i = icmp sgt i64 %.851.0541.i, 1
  br i1 %.904.i, label %B896.if.i, label %B990.loopexit.i

B990.loopexit.i:                                  ; preds = %B896.if.i, %B928.i
  %boarded_n.7.lcssa.ph.i = phi i64 [ %boarded_n.7542.i, %B896.if.i ], [ %.973.i, %B928.i ]
  %.995.pre.i = load i64, ptr %0, align 8, !noalias !0
  %.1001.pre.i = load i64, ptr %.773.i, align 8, !noalias !0
  br label %B990.i

B990.i:                                           ; preds = %B990.loopexit.i, %B834.i
  %.1001.i = phi i64 [ %.774.i, %B834.i ], [ %.1001.pre.i, %B990.loopexit.i ]
  %.995.i = phi i64 [ %.778.i, %B834.i ], [ %.995.pre.i, %B990.loopexit.i ]
  %boarded_n.7.lcssa.i = phi i64 [ %boarded_n.5565.i, %B834.i ], [ %boarded_n.7.lcssa.ph.i, %B990.loopexit.i ]
  %.996.i = add nsw i64 %.995.i, -1
  %.1038.i = sub i64 %.1001.i, %.996.i
  %.1081553.not.i = icmp slt i64 %.1038.i, 1
  br i1 %.1081553.not.i, label %B1770.i, label %B1062.if.i

B1094.i:                                          ; preds = %B1062.if.i
  %.1135.i = getelementptr i32, ptr %a17, i64 %.1025.0554.i
  %.1136.i = load i32, ptr %.1135.i, align 4, !noalias !0
  %.1139.i = sext i32 %.1136.i to i64
  br label %B1164.i

B1164.i:                                          ; preds = %B1062.if.i, %B1094.i
  %.651..i = phi i64 [ 0, %B1094.i ], [ %.651.i, %B1062.if.i ]
  %"$phi1164.4.8.i" = phi i64 [ %.1139.i, %B1094.i ], [ %.749.i, %B1062.if.i ]
  %.1190.i = getelementptr i32, ptr %a6, i64 %"$phi1164.4.8.i"
  %.1191.i = load i32, ptr %.1190.i, align 4, !noalias !0
  %.1194.i = sext i32 %.1191.i to i64
  %.1195.i = xor i64 %.651..i, -1
  %.1232.i = add nsw i64 %.1194.i, %.1195.i
  %.1275544.not.i = icmp slt i64 %.1232.i, 1
  br i1 %.1275544.not.i, label %B1474.i, label %B1300.if.preheader.i

B1300.if.preheader.i:                             ; preds = %B1164.i
  %.1178.i = add nsw i64 %.651..i, 1
  %.1158.i = getelementptr i64, ptr %a5, i64 %"$phi1164.4.8.i"
  %.1159.i = load i64, ptr %.1158.i, align 8, !noalias !0
  %.1183.i = add i64 %.1178.i, %.1159.i
  br label %B1300.if.i

B1332.i:                                          ; preds = %B1300.if.i
  %.1331.i = getelementptr i32, ptr %a8, i64 %.1219.0545.i
  %.1332.i = load i32, ptr %.1331.i, align 4, !noalias !0
  %.1338.i = icmp sgt i32 %.1332.i, -1
  br i1 %.1338.i, label %B1360.i, label %B1472.i

B1360.i:                                          ; preds = %B1332.i
  %.1337.i = zext nneg i32 %.1332.i to i64
  %.1347.i = getelementptr i32, ptr %a21, i64 %.1337.i
  %.1348.i = load i32, ptr %.1347.i, align 4, !noalias !0
  %.1349.i = icmp slt i32 %.1319.i, %.1348.i
  br i1 %.1349.i, label %B1396.i, label %B1472.i

B1396.i:                                          ; preds = %B1360.i
  %.1354.i = getelementptr i32, ptr %a22, i64 %seen_n.9547.i
  store i32 %.1332.i, ptr %.1354.i, align 4, !noalias !0
  %.1360.i = load i32, ptr %.1347.i, align 4, !noalias !0
  %.1362.i = icmp eq i32 %.1360.i, 2147483647
  %.1365.i = zext i1 %.1362.i to i64
  %.1366.i = add nsw i64 %seen_n.9547.i, %.1365.i
  %.1372.i = load i32, ptr %.1318.i, align 4, !noalias !0
  store i32 %.1372.i, ptr %.1347.i, align 4, !noalias !0
  br label %B1472.i

B1472.i:                                          ; preds = %B1396.i, %B1360.i, %B1332.i
  %seen_n.10.i = phi i64 [ %.1366.i, %B1396.i ], [ %seen_n.9547.i, %B1360.i ], [ %seen_n.9547.i, %B1332.i ]
  %is_useful.9.i = phi i1 [ true, %B1396.i ], [ %is_useful.8548.i, %B1360.i ], [ %is_useful.8548.i, %B1332.i ]
  %.1275.i = icmp ugt i64 %.1222.0546.i, 1
  br i1 %.1275.i, label %B1300.if.i, label %B1474.i

B1474.i:                                          ; preds = %B1300.if.i, %B1472.i, %B1164.i
  %seen_n.9.lcssa.i = phi i64 [ %seen_n.8556.i, %B1164.i ], [ %seen_n.10.i, %B1472.i ], [ %seen_n.9547.i, %B1300.if.i ]
  %is_useful.8.lcssa.i = phi i1 [ %is_useful.7557.i, %B1164.i ], [ %is_useful.9.i, %B1472.i ], [ %is_useful.8548.i, %B1300.if.i ]
  %.1081.i = icmp sgt i64 %.1028.0555.i, 1
  br i1 %.1081.i, label %B1062.if.i, label %B1476.i

B1476.i:                                          ; preds = %B1474.i
  br i1 %is_useful.8.lcssa.i, label %B1480.i, label %B1770.i

B1480.i:                                          ; preds = %B1476.i
  %.1404.i = icmp eq i64 %free.6563.i, 0
  br i1 %.1404.i, label %B1614.i, label %B1500.i

B1500.i:                                          ; preds = %B1480.i
  %.1419.i = add nsw i64 %free.6563.i, -1
  %.1426.i = trunc i64 %.749.i to i32
  %.1427.idx.i = shl i64 %.1419.i, 3
  %.1427.i = getelementptr i8, ptr %a26, i64 %.1427.idx.i
  store i32 %.1426.i, ptr %.1427.i, align 4, !noalias !0
  %.1436.i = getelementptr i8, ptr %.1427.i, i64 4
  store i32 %.634.i, ptr %.1436.i, align 4, !noalias !0
  %.1445.i = load i32, ptr %.1444.i, align 4, !noalias !0
  %.1447.i = add i32 %.1445.i, 1
  store i32 %.1447.i, ptr %.1444.i, align 4, !noalias !0
  br label %B1770.i

B1590.i:                                          ; preds = %B1770.i, %B416.i
  %free.6.lcssa.i = phi i64 [ %free.4.i8, %B416.i ], [ %free.7.i, %B1770.i ]
  %seen_n.11.i = phi i64 [ %seen_n.4.i9, %B416.i ], [ %seen_n.7.i, %B1770.i ]
  %boarded_n.8.i = phi i64 [ %boarded_n.3.i10, %B416.i ], [ %boarded_n.6.i, %B1770.i ]
  %.419.i = icmp sgt i64 %.365.0.i7, 1
  br i1 %.419.i, label %B372.if.i, label %B1769.i

B1614.i:                                          ; preds = %B1769.i, %B1480.i
  %.211535.i = phi i1 [ true, %B1480.i ], [ false, %B1769.i ]
  %free.9.i = phi i64 [ 0, %B1480.i ], [ %free.3.i, %B1769.i ]
  %seen_n.12.i = phi i64 [ %seen_n.9.lcssa.i, %B1480.i ], [ %seen_n.2.i, %B1769.i ]
  %boarded_n.9.i = phi i64 [ %boarded_n.7.lcssa.i, %B1480.i ], [ %boarded_n.2.i, %B1769.i ]
  %.1582586.not.i = icmp slt i64 %seen_n.12.i, 1
  br i1 %.1582586.not.i, label %B1682.i, label %B1644.if.i

B1682.i:                                          ; preds = %B1644.if.i, %B1614.i
  %.1720589.not.i = icmp slt i64 %boarded_n.9.i, 1
  br i1 %.1720589.not.i, label %B1750.i, label %B1712.if.i

B1750.i:                                          ; preds = %B1712.if.i, %B1682.i, %B52.i
  %.211535613621.i = phi i1 [ false, %B52.i ], [ %.211535.i, %B1682.i ], [ %.211535.i, %B1712.if.i ]
  %free.9614620.i = phi i64 [ %free.1.i, %B52.i ], [ %free.9.i, %B1682.i ], [ %free.9.i, %B1712.if.i ]
  %.1778.i = icmp sle i64 %.107.i, %a0
  %brmerge505.i = or i1 %.1778.i, %.211535613621.i
  br i1 %brmerge505.i, label %B1768.loopexit.i, label %B52.i

B1768.loopexit.i:                                 ; preds = %B1750.i
  %not..1778.le.i = xor i1 %.1778.i, true
  %.211.mux.le.i = or i1 %.211535613621.i, %not..1778.le.i
  %1 = zext i1 %.211.mux.le.i to i64
  br label %useful_changes.0.exit

B1769.i:                                          ; preds = %B1590.i, %B372.if.i, %B308.i, %B210.i, %B142.i
  %free.3.i = phi i64 [ %free.2578.i, %B142.i ], [ %free.2578.i, %B210.i ], [ %free.2578.i, %B308.i ], [ %free.4.i8, %B372.if.i ], [ %free.6.lcssa.i, %B1590.i ]
  %seen_n.2.i = phi i64 [ %seen_n.1579.i, %B142.i ], [ %seen_n.1579.i, %B210.i ], [ %seen_n.3.i, %B308.i ], [ %seen_n.4.i9, %B372.if.i ], [ %seen_n.11.i, %B1590.i ]
  %boarded_n.2.i = phi i64 [ %boarded_n.1580.i, %B142.i ], [ %boarded_n.1580.i, %B210.i ], [ %boarded_n.1580.i, %B308.i ], [ %boarded_n.3.i10, %B372.if.i ], [ %boarded_n.8.i, %B1590.i ]
  %.211.i = icmp sgt i64 %.155.0577.i.in, 2
  br i1 %.211.i, label %B142.i, label %B1614.i

B1770.i:                                          ; preds = %B1500.i, %B1476.i, %B990.i, %B750.i, %B696.i, %B682.i
  %free.7.i = phi i64 [ %free.6563.i, %B696.i ], [ %free.6563.i, %B682.i ], [ %free.6563.i, %B750.i ], [ %.1419.i, %B1500.i ], [ %free.6563.i, %B1476.i ], [ %free.6563.i, %B990.i ]
  %seen_n.7.i = phi i64 [ %seen_n.6564.i, %B696.i ], [ %seen_n.6564.i, %B682.i ], [ %seen_n.6564.i, %B750.i ], [ %seen_n.9.lcssa.i, %B1500.i ], [ %seen_n.9.lcssa.i, %B1476.i ], [ %seen_n.6564.i, %B990.i ]
  %boarded_n.6.i = phi i64 [ %boarded_n.5565.i, %B696.i ], [ %boarded_n.5565.i, %B682.i ], [ %boarded_n.5565.i, %B750.i ], [ %boarded_n.7.lcssa.i, %B1500.i ], [ %boarded_n.7.lcssa.i, %B1476.i ], [ %boarded_n.7.lcssa.i, %B990.i ]
  %.583.i = icmp sgt i64 %.529.0562.i, 1
  br i1 %.583.i, label %B496.if.i, label %B1590.i

B372.if.i:                                        ; preds = %B308.i, %B1590.i
  %boarded_n.3.i10 = phi i64 [ %boarded_n.8.i, %B1590.i ], [ %boarded_n.1580.i, %B308.i ]
  %seen_n.4.i9 = phi i64 [ %seen_n.11.i, %B1590.i ], [ %seen_n.3.i, %B308.i ]
  %free.4.i8 = phi i64 [ %free.6.lcssa.i, %B1590.i ], [ %free.2578.i, %B308.i ]
  %.365.0.i7 = phi i64 [ %.428.i, %B1590.i ], [ %.375.i, %B308.i ]
  %.362.0.i6 = phi i64 [ %.432.i, %B1590.i ], [ %.330.i, %B308.i ]
  %.428.i = add nsw i64 %.365.0.i7, -1
  %.432.i = add i64 %.362.0.i6, 1
  %.462.i = getelementptr i32, ptr %a20, i64 %.362.0.i6
  %.463.i = load i32, ptr %.462.i, align 4, !noalias !0
  %.466.i = sext i32 %.463.i to i64
  %.467.i = add nsw i64 %.466.i, %.281.i
  %.473.i = icmp sgt i64 %.467.i, %a2
  br i1 %.473.i, label %B1769.i, label %B416.i

B496.if.i:                                        ; preds = %B416.i, %B1770.i
  %boarded_n.5565.i = phi i64 [ %boarded_n.6.i, %B1770.i ], [ %boarded_n.3.i10, %B416.i ]
  %seen_n.6564.i = phi i64 [ %seen_n.7.i, %B1770.i ], [ %seen_n.4.i9, %B416.i ]
  %free.6563.i = phi i64 [ %free.7.i, %B1770.i ], [ %free.4.i8, %B416.i ]
  %.529.0562.i = phi i64 [ %.592.i, %B1770.i ], [ %.539.i, %B416.i ]
  %.526.0561.i = phi i64 [ %.596.i, %B1770.i ], [ %.497.i, %B416.i ]
  %.592.i = add nsw i64 %.529.0562.i, -1
  %.596.i = add i64 %.526.0561.i, 1
  %.626.i = getelementptr i32, ptr %a14, i64 %.526.0561.i
  %.627.i = load i32, ptr %.626.i, align 4, !noalias !0
  %.633.i = getelementptr i32, ptr %a15, i64 %.526.0561.i
  %.634.i = load i32, ptr %.633.i, align 4, !noalias !0
  %.642.i = sext i32 %.627.i to i64
  %.643.i = getelementptr i64, ptr %a11, i64 %.642.i
  %.644.i = load i64, ptr %.643.i, align 8, !noalias !0
  %.648.i = getelementptr i32, ptr %a10, i64 %.642.i
  %.649.i = load i32, ptr %.648.i, align 4, !noalias !0
  %.651.i = sext i32 %.634.i to i64
  %.652.i = sext i32 %.649.i to i64
  %.653.i = mul nsw i64 %.652.i, %.651.i
  %.654.i = add nsw i64 %.653.i, %.644.i
  %.669.i = add nsw i64 %.654.i, %.652.i
  %.679.i = icmp sgt i32 %.649.i, 0
  br i1 %.679.i, label %B614.i, label %B682.i

B896.if.i:                                        ; preds = %B928.i, %B896.if.lr.ph.i
  %boarded_n.7542.i = phi i64 [ %boarded_n.5565.i, %B896.if.lr.ph.i ], [ %.973.i, %B928.i ]
  %.851.0541.i = phi i64 [ %.861.i, %B896.if.lr.ph.i ], [ %.913.i, %B928.i ]
  %.848.0540.i = phi i64 [ %.749.i, %B896.if.lr.ph.i ], [ %.917.i, %B928.i ]
  %.947.i = getelementptr i16, ptr %a23, i64 %.848.0540.i
  %.948.i = load i16, ptr %.947.i, align 2, !noalias !0
  %.950.i = sext i16 %.948.i to i32
  %.951.not.i = icmp slt i32 %.634.i, %.950.i
  br i1 %.951.not.i, label %B928.i, label %B990.loopexit.i

B1062.if.i:                                       ; preds = %B990.i, %B1474.i
  %is_useful.7557.i = phi i1 [ %is_useful.8.lcssa.i, %B1474.i ], [ false, %B990.i ]
  %seen_n.8556.i = phi i64 [ %seen_n.9.lcssa.i, %B1474.i ], [ %seen_n.6564.i, %B990.i ]
  %.1028.0555.i = phi i64 [ %.1090.i, %B1474.i ], [ %.1038.i, %B990.i ]
  %.1025.0554.i = phi i64 [ %.1094.i, %B1474.i ], [ %.996.i, %B990.i ]
  %.1090.i = add nsw i64 %.1028.0555.i, -1
  %.1094.i = add i64 %.1025.0554.i, 1
  %.1125.i = load i64, ptr %0, align 8, !noalias !0
  %.1127.not.i = icmp slt i64 %.1025.0554.i, %.1125.i
  br i1 %.1127.not.i, label %B1164.i, label %B1094.i

B1300.if.i:                                       ; preds = %B1472.i, %B1300.if.preheader.i
  %is_useful.8548.i = phi i1 [ %is_useful.9.i, %B1472.i ], [ %is_useful.7557.i, %B1300.if.preheader.i ]
  %seen_n.9547.i = phi i64 [ %seen_n.10.i, %B1472.i ], [ %seen_n.8556.i, %B1300.if.preheader.i ]
  %.1222.0546.i = phi i64 [ %.1284.i, %B1472.i ], [ %.1232.i, %B1300.if.preheader.i ]
  %.1219.0545.i = phi i64 [ %.1288.i, %B1472.i ], [ %.1183.i, %B1300.if.preheader.i ]
  %.1284.i = add nsw i64 %.1222.0546.i, -1
  %.1288.i = add i64 %.1219.0545.i, 1
  %.1318.i = getelementptr i32, ptr %a7, i64 %.1219.0545.i
  %.1319.i = load i32, ptr %.1318.i, align 4, !noalias !0
  %.1321.i = sext i32 %.1319.i to i64
  %.1322.i = icmp slt i64 %a2, %.1321.i
  br i1 %.1322.i, label %B1474.i, label %B1332.i

B1644.if.i:                                       ; preds = %B1614.i, %B1644.if.i
  %.1526.0587.i = phi i64 [ %.1595.i, %B1644.if.i ], [ 0, %B1614.i ]
  %.1595.i = add nuw nsw i64 %.1526.0587.i, 1
  %.1624.i = getelementptr i32, ptr %a22, i64 %.1526.0587.i
  %.1625.i = load i32, ptr %.1624.i, align 4, !noalias !0
  %.1629.i = sext i32 %.1625.i to i64
  %.1631.i = getelementptr i32, ptr %a21, i64 %.1629.i
  store i32 2147483647, ptr %.1631.i, align 4, !noalias !0
  %exitcond.not.i = icmp eq i64 %seen_n.12.i, %.1595.i
  br i1 %exitcond.not.i, label %B1682.i, label %B1644.if.i

B1712.if.i:                                       ; preds = %B1682.i, %B1712.if.i
  %.1664.0590.i = phi i64 [ %.1733.i, %B1712.if.i ], [ 0, %B1682.i ]
  %.1733.i = add nuw nsw i64 %.1664.0590.i, 1
  %.1762.i = getelementptr i32, ptr %a24, i64 %.1664.0590.i
  %.1763.i = load i32, ptr %.1762.i, align 4, !noalias !0
  %.1767.i = sext i32 %.1763.i to i64
  %.1769.i = getelementptr i16, ptr %a23, i64 %.1767.i
  store i16 32767, ptr %.1769.i, align 2, !noalias !0
  %exitcond596.not.i = icmp eq i64 %boarded_n.9.i, %.1733.i
  br i1 %exitcond596.not.i, label %B1750.i, label %B1712.if.i

useful_changes.0.exit:                            ; preds = %done, %B1768.loopexit.i
  %run.0.i = phi i64 [ %a1, %done ], [ %.107.i, %B1768.loopexit.i ]
  %is_full.0.i = phi i64 [ 0, %done ], [ %1, %B1768.loopexit.i ]
  %.1845.i = add nsw i64 %is_full.0.i, %run.0.i
  ret i64 %.1845.i
}

define i64 @seeds_within_reach(i64 %a0, i64 %a1, ptr readonly %a2, ptr readonly %a3, i64 %a4, ptr readonly %a5, ptr readonly %a6, ptr readonly %a7, ptr readonly %a8, ptr readonly %a9, ptr readonly %a10, ptr readonly %a11, ptr writeonly %a12) {
done:
  %.78.i = sub i64 %a1, %a0
  %.124128.not.i = icmp slt i64 %.78.i, 1
  br i1 %.124128.not.i, label %seeds_within_reach.0.exit, label %B52.if.i

B50.loopexit.i:                                   ; preds = %B370.i, %B52.if.i
  %seeds_n.1.lcssa.i = phi i64 [ %seeds_n.0131.i, %B52.if.i ], [ %1, %B370.i ]
  %.124.i = icmp sgt i64 %.68.0130.i, 1
  br i1 %.124.i, label %B52.if.i, label %seeds_within_reach.0.exit

B288.i:                                           ; preds = %B160.if.i, %B288.i
  %low.2.i = phi i64 [ %"$phi356.2.4.i", %B288.i ], [ %.332.i, %B160.if.i ]
  %high.2.i = phi i64 [ %high.2..357.i, %B288.i ], [ %.343.i, %B160.if.i ]
  %.356.i = add nsw i64 %high.2.i, %low.2.i
  %.357.i = ashr i64 %.356.i, 1
  %.363.i = getelementptr i32, ptr %a11, i64 %.357.i
  %.364.i = load i32, ptr %.363.i, align 4, !noalias !3
  %.366.i = sext i32 %.364.i to i64
  %.367.i = icmp sgt i64 %.174.i, %.366.i
  %high.2..357.i = select i1 %.367.i, i64 %high.2.i, i64 %.357.i
  %.398.i = add nsw i64 %.357.i, 1
  %"$phi356.2.4.i" = select i1 %.367.i, i64 %.398.i, i64 %low.2.i
  %.420.i = icmp slt i64 %"$phi356.2.4.i", %high.2..357.i
  br i1 %.420.i, label %B288.i, label %B370.i

B370.i:                                           ; preds = %B288.i, %B160.if.i
  %low.3.i = phi i64 [ %.332.i, %B160.if.i ], [ %"$phi356.2.4.i", %B288.i ]
  %.433.i = zext i32 %.320.i to i64
  %.434.i = sub i64 %.433.i, %.332.i
  %.436.i = add i64 %.434.i, %low.3.i
  %.437.i = trunc i64 %.436.i to i32
  %.439.idx.i = mul i64 %seeds_n.1127.i, 24
  %.439.i = getelementptr i8, ptr %a12, i64 %.439.idx.i
  store i32 %.437.i, ptr %.439.i, align 4, !noalias !3
  %.444.i = getelementptr i8, ptr %.439.i, i64 4
  store i32 %.320.i, ptr %.444.i, align 4, !noalias !3
  %0 = trunc i64 %.332.i to i32
  %.454.i = sub i32 %0, %.320.i
  %.457.i = getelementptr i8, ptr %.439.i, i64 8
  store i32 %.454.i, ptr %.457.i, align 4, !noalias !3
  %.462.i = getelementptr i8, ptr %.439.i, i64 12
  store i32 %.309.i, ptr %.462.i, align 4, !noalias !3
  %.469.i = getelementptr i8, ptr %.439.i, i64 16
  store i32 %.167.i, ptr %.469.i, align 4, !noalias !3
  %.473.i = getelementptr i32, ptr %a11, i64 %low.3.i
  %.474.i = load i32, ptr %.473.i, align 4, !noalias !3
  %.480.i = sub i32 %.474.i, %.167.i
  %.484.i = getelementptr i8, ptr %.439.i, i64 20
  store i32 %.480.i, ptr %.484.i, align 4, !noalias !3
  %.487.i = add i64 %seeds_n.1127.i, 1
  %exitcond.not.i = icmp eq i64 %.487.i, %1
  br i1 %exitcond.not.i, label %B50.loopexit.i, label %B160.if.i

B52.if.i:                                         ; preds = %done, %B50.loopexit.i
  %seeds_n.0131.i = phi i64 [ %seeds_n.1.lcssa.i, %B50.loopexit.i ], [ 0, %done ]
  %.68.0130.i = phi i64 [ %.133.i, %B50.loopexit.i ], [ %.78.i, %done ]
  %.65.0129.i = phi i64 [ %.137.i, %B50.loopexit.i ], [ %a0, %done ]
  %.133.i = add nsw i64 %.68.0130.i, -1
  %.137.i = add i64 %.65.0129.i, 1
  %.163.i = getelementptr i32, ptr %a2, i64 %.65.0129.i
  %.164.i = load i32, ptr %.163.i, align 4, !noalias !3
  %.166.i = getelementptr i32, ptr %a3, i64 %.65.0129.i
  %.167.i = load i32, ptr %.166.i, align 4, !noalias !3
  %.173.i = sext i32 %.167.i to i64
  %.174.i = add nsw i64 %a4, %.173.i
  %.179.i = sext i32 %.164.i to i64
  %.180.i = getelementptr i64, ptr %a5, i64 %.179.i
  %.181.i = load i64, ptr %.180.i, align 8, !noalias !3
  %.185.i = getelementptr i8, ptr %.180.i, i64 8
  %.186.i = load i64, ptr %.185.i, align 8, !noalias !3
  %.223.i = sub i64 %.186.i, %.181.i
  %.266124.not.i = icmp slt i64 %.223.i, 1
  br i1 %.266124.not.i, label %B50.loopexit.i, label %B160.if.preheader.i

B160.if.preheader.i:                              ; preds = %B52.if.i
  %1 = add i64 %.223.i, %seeds_n.0131.i
  br label %B160.if.i

B160.if.i:                                        ; preds = %B160.if.preheader.i, %B370.i
  %seeds_n.1127.i = phi i64 [ %.487.i, %B370.i ], [ %seeds_n.0131.i, %B160.if.preheader.i ]
  %.210.0125.i = phi i64 [ %.279.i, %B370.i ], [ %.181.i, %B160.if.preheader.i ]
  %.279.i = add i64 %.210.0125.i, 1
  %.305.i = getelementptr i32, ptr %a6, i64 %.210.0125.i
  %.306.i = load i32, ptr %.305.i, align 4, !noalias !3
  %.308.i = getelementptr i32, ptr %a7, i64 %.210.0125.i
  %.309.i = load i32, ptr %.308.i, align 4, !noalias !3
  %.314.i = sext i32 %.306.i to i64
  %.315.i = getelementptr i32, ptr %a9, i64 %.314.i
  %.316.i = load i32, ptr %.315.i, align 4, !noalias !3
  %.319.i = getelementptr i32, ptr %a8, i64 %.314.i
  %.320.i = load i32, ptr %.319.i, align 4, !noalias !3
  %.326.i = getelementptr i64, ptr %a10, i64 %.314.i
  %.327.i = load i64, ptr %.326.i, align 8, !noalias !3
  %.329.i = sext i32 %.309.i to i64
  %.330.i = sext i32 %.316.i to i64
  %.331.i = mul nsw i64 %.330.i, %.329.i
  %.332.i = add nsw i64 %.327.i, %.331.i
  %.342.i = add nsw i64 %.330.i, -1
  %.343.i = add i64 %.342.i, %.332.i
  %.349.i = icmp slt i64 %.332.i, %.343.i
  br i1 %.349.i, label %B288.i, label %B370.i

seeds_within_reach.0.exit:                        ; preds = %B50.loopexit.i, %done
  %seeds_n.0.lcssa.i = phi i64 [ 0, %done ], [ %seeds_n.1.lcssa.i, %B50.loopexit.i ]
  ret i64 %seeds_n.0.lcssa.i
}

define i64 @search_departures(i64 %a0, i64 %a1, i64 %a2, i64 %a3, i64 %a4, i64 %a5, i64 %a6, ptr %a7, ptr readonly %a8, ptr readonly %a9, ptr readonly %a10, ptr readonly %a11, ptr readonly %a12, ptr readonly %a13, ptr readonly %a14, i64 %a15, i64 %a16, ptr %a17, ptr %a18, ptr %a19, ptr %a20, ptr %a21, ptr %a22, ptr writeonly %a23) {
done:
  %.374.i = alloca i64, align 8
  %.1416.i = alloca i64, align 8
  store i64 0, ptr %.374.i, align 8, !noalias !6
  store i64 0, ptr %.1416.i, align 8, !noalias !6
  %.160413.not.i = icmp slt i64 %a2, 1
  br i1 %.160413.not.i, label %search_departures.0.exit, label %B62.lr.ph.i

B62.lr.ph.i:                                      ; preds = %done
  %.299394.not.i = icmp slt i64 %a6, 1
  %spec.select391.i = tail call i64 @llvm.smax.i64(i64 %a4, i64 0)
  %0 = trunc i64 %a16 to i32
  br label %B62.i

B62.i:                                            ; preds = %B1832.i, %B62.lr.ph.i
  %.101.0418.in.i = phi i64 [ %a2, %B62.lr.ph.i ], [ %.101.0418.i, %B1832.i ]
  %found_n.0417.i = phi i64 [ 0, %B62.lr.ph.i ], [ %found_n.8.i, %B1832.i ]
  %next_queue.0416.i = phi ptr [ %a20, %B62.lr.ph.i ], [ %next_queue.2.i, %B1832.i ]
  %queue.0415.i = phi ptr [ %a19, %B62.lr.ph.i ], [ %queue.2.i, %B1832.i ]
  %.101.0418.i = add nsw i64 %.101.0418.in.i, -1
  %.203.i = mul nsw i64 %.101.0418.i, %a1
  %.205.i = add nsw i64 %.203.i, %a0
  %.211.i = add nsw i64 %.205.i, %a3
  br i1 %.299394.not.i, label %B464.i, label %B144.if.i

B178.i:                                           ; preds = %B178.preheader.i, %B432.i
  %size.2.i = phi i64 [ %.388.i, %B432.i ], [ %size.1397.i, %B178.preheader.i ]
  %.355.i = load i32, ptr %7, align 4, !noalias !6
  %.363.i = load i32, ptr %.362.i, align 4, !noalias !6
  store i64 0, ptr %.374.i, align 8, !noalias !6
  call fastcc void @search_departures.14(ptr %.374.i, ptr %a17, ptr %a18, ptr readonly %a12, ptr readonly %a13, ptr readonly %a9, ptr %queue.0415.i, i64 %size.2.i, i32 %.355.i, i32 %.363.i, i64 0, i64 %a4, i64 %a5)
  %.388.i = load i64, ptr %.374.i, align 8, !noalias !6
  %.404.i = load i32, ptr %.403.i, align 4, !noalias !6
  %.406.i = icmp eq i32 %.355.i, %.404.i
  br i1 %.406.i, label %B432.i, label %B334.i

B334.i:                                           ; preds = %B178.i
  %.419.i = sext i32 %.355.i to i64
  %.420.i = add i32 %.355.i, -1
  store i32 %.420.i, ptr %7, align 4, !noalias !6
  %.430.i = load i32, ptr %.429.i, align 4, !noalias !6
  %.432.i = sext i32 %.430.i to i64
  %1 = getelementptr i32, ptr %a11, i64 %.432.i
  %2 = getelementptr i32, ptr %1, i64 %.419.i
  %.439.i = getelementptr i8, ptr %2, i64 -4
  %.440.i = load i32, ptr %.439.i, align 4, !noalias !6
  %.445.i = load i32, ptr %.444.i, align 4, !noalias !6
  %.448.i = sub i32 %.440.i, %.445.i
  br label %B432.i

B432.i:                                           ; preds = %B334.i, %B178.i
  %storemerge377.i = phi i32 [ %.448.i, %B334.i ], [ -2147483647, %B178.i ]
  store i32 %storemerge377.i, ptr %.343.i, align 4, !noalias !6
  %.462.i = sext i32 %storemerge377.i to i64
  %.463.not.i = icmp sgt i64 %.205.i, %.462.i
  br i1 %.463.not.i, label %B462.i, label %B178.i

B462.i:                                           ; preds = %B432.i, %B144.if.i
  %size.3.i = phi i64 [ %size.1397.i, %B144.if.i ], [ %.388.i, %B432.i ]
  %.299.i = icmp sgt i64 %.246.0395.i, 1
  br i1 %.299.i, label %B144.if.i, label %B464.i

B464.i:                                           ; preds = %B462.i, %B62.i
  %size.1.lcssa.i = phi i64 [ 0, %B62.i ], [ %size.3.i, %B462.i ]
  %.1170.i = trunc i64 %.101.0418.i to i32
  br label %B498.i

B498.i:                                           ; preds = %B1800.i, %B464.i
  %.507.0.i = phi i64 [ 0, %B464.i ], [ %.577.i, %B1800.i ]
  %queue.1.i = phi ptr [ %queue.0415.i, %B464.i ], [ %next_queue.1.i, %B1800.i ]
  %next_queue.1.i = phi ptr [ %next_queue.0416.i, %B464.i ], [ %queue.1.i, %B1800.i ]
  %found_n.1.i = phi i64 [ %found_n.0417.i, %B464.i ], [ %found_n.3.i, %B1800.i ]
  %size.4.i = phi i64 [ %size.1.lcssa.i, %B464.i ], [ %next_size.3.i, %B1800.i ]
  %exitcond420.not.i = icmp eq i64 %.507.0.i, %spec.select391.i
  br i1 %exitcond420.not.i, label %B1832.i, label %B500.if.i

B616.i:                                           ; preds = %B580.if.i
  %.750.idx.i = mul i64 %.739.i, 12
  %.750.i = getelementptr i8, ptr %queue.1.i, i64 %.750.idx.i
  %.751.i = load i32, ptr %.750.i, align 4, !noalias !6
  %.753.i = sext i32 %.751.i to i64
  %.754.i = getelementptr i64, ptr %a8, i64 %.753.i
  %.755.i = load i64, ptr %.754.i, align 8, !noalias !6
  %.756.i = add nsw i64 %.755.i, 1
  %.763.i = getelementptr i8, ptr %.750.i, i64 4
  %.764.i = load i32, ptr %.763.i, align 4, !noalias !6
  %.765.i = sext i32 %.764.i to i64
  %.766.i = add nsw i64 %.756.i, %.765.i
  %.6.i.idx.i = mul i64 %.766.i, 12
  %.6.i.i = getelementptr i8, ptr %a10, i64 %.6.i.idx.i
  tail call void @llvm.prefetch.p0(ptr readonly %.6.i.i, i32 0, i32 3, i32 1), !noalias !9
  %.6.i378.i = getelementptr i8, ptr %.6.i.i, i64 64
  tail call void @llvm.prefetch.p0(ptr readonly %.6.i378.i, i32 0, i32 3, i32 1), !noalias !12
  br label %B778.i

B778.i:                                           ; preds = %B580.if.i, %B616.i
  %.829.i = add nsw i64 %.640.0406.i, 4
  %.833.i = icmp sgt i64 %.640.0406.i, -5
  %.841.i = icmp slt i64 %.829.i, %size.4.i
  %or.cond.i = select i1 %.833.i, i1 %.841.i, i1 false
  br i1 %or.cond.i, label %B830.i, label %B1058.i

B830.i:                                           ; preds = %B778.i
  %.854.idx.i = mul i64 %.829.i, 12
  %.854.i = getelementptr i8, ptr %queue.1.i, i64 %.854.idx.i
  %.855.i = load i32, ptr %.854.i, align 4, !noalias !6
  %.857.i = sext i32 %.855.i to i64
  %.858.i = getelementptr i64, ptr %a8, i64 %.857.i
  %.859.i = load i64, ptr %.858.i, align 8, !noalias !6
  %.860.i = add nsw i64 %.859.i, 1
  %.867.i = getelementptr i8, ptr %.854.i, i64 4
  %.868.i = load i32, ptr %.867.i, align 4, !noalias !6
  %.869.i = sext i32 %.868.i to i64
  %.870.i = add nsw i64 %.860.i, %.869.i
  %.idx.i = mul i64 %.870.i, 12
  %3 = getelementptr i8, ptr %a10, i64 %.idx.i
  %.879.i = getelementptr i8, ptr %3, i64 8
  %.880.i = load i32, ptr %.879.i, align 4, !noalias !6
  %.881.i = sext i32 %.880.i to i64
  br label %B1020.if.i

B1058.i:                                          ; preds = %B1020.if.i, %B778.i
  %.1047.i = icmp slt i64 %.640.0406.i, 0
  br i1 %.1047.i, label %B1837.i, label %B1072.i

B1072.i:                                          ; preds = %B1058.i
  %.1055.idx.i = mul i64 %.640.0406.i, 12
  %.1055.i = getelementptr i8, ptr %queue.1.i, i64 %.1055.idx.i
  %.1056.i = load i32, ptr %.1055.i, align 4, !noalias !6
  %.1058.i = sext i32 %.1056.i to i64
  %.1059.i = getelementptr i64, ptr %a8, i64 %.1058.i
  %.1060.i = load i64, ptr %.1059.i, align 8, !noalias !6
  %.1061.i = add nsw i64 %.1060.i, 1
  %.1066.i = getelementptr i8, ptr %.1055.i, i64 4
  %.1067.i = load i32, ptr %.1066.i, align 4, !noalias !6
  %.1068.i = sext i32 %.1067.i to i64
  %.1069.i = add nsw i64 %.1061.i, %.1068.i
  %.idx373.i = mul i64 %.1069.i, 12
  %4 = getelementptr i8, ptr %a10, i64 %.idx373.i
  %.1076.i = getelementptr i8, ptr %4, i64 8
  %.1077.i = load i32, ptr %.1076.i, align 4, !noalias !6
  %.1078.i = sext i32 %.1077.i to i64
  %.1087.i = getelementptr i8, ptr %.1055.i, i64 8
  %.1088.i = load i32, ptr %.1087.i, align 4, !noalias !6
  %.1089.i = sext i32 %.1088.i to i64
  %.1090.i = add nsw i64 %.1061.i, %.1089.i
  %.1096.i = icmp slt i32 %.1067.i, %.1088.i
  br i1 %.1096.i, label %B1246.i, label %B1528.i

B1246.i:                                          ; preds = %B1072.i, %B1516.i
  %found_n.4.i = phi i64 [ %found_n.6.i, %B1516.i ], [ %found_n.2408.i, %B1072.i ]
  %event.6.i = phi i64 [ %.1129.i, %B1516.i ], [ %.1069.i, %B1072.i ]
  %.1104.idx.i = mul i64 %event.6.i, 12
  %.1104.i = getelementptr i8, ptr %a10, i64 %.1104.idx.i
  %.1105.i = load i32, ptr %.1104.i, align 4, !noalias !6
  %.1111.i = sext i32 %.1105.i to i64
  %.1112.i = icmp slt i64 %.211.i, %.1111.i
  br i1 %.1112.i, label %B1528.i, label %B1282.i

B1282.i:                                          ; preds = %B1246.i
  %.1123.i = getelementptr i8, ptr %.1104.i, i64 4
  %.1124.i = load i32, ptr %.1123.i, align 4, !noalias !6
  %.1129.i = add nsw i64 %event.6.i, 1
  %.1133.i = sext i32 %.1124.i to i64
  %.1134.i = icmp sgt i32 %.1124.i, -1
  br i1 %.1134.i, label %B1332.i, label %B1516.i

B1332.i:                                          ; preds = %B1282.i
  %.1139.i = getelementptr i32, ptr %a21, i64 %.1133.i
  %.1140.i = load i32, ptr %.1139.i, align 4, !noalias !6
  %.1142.i = icmp slt i32 %.1105.i, %.1140.i
  br i1 %.1142.i, label %B1356.i, label %B1516.i

B1356.i:                                          ; preds = %B1332.i
  store i32 %.1105.i, ptr %.1139.i, align 4, !noalias !6
  %.1153.i = getelementptr i32, ptr %a22, i64 %.1133.i
  %.1154.i = load i32, ptr %.1153.i, align 4, !noalias !6
  %.1156.i = sext i32 %.1154.i to i64
  %.1157.i = icmp sgt i64 %found_n.0417.i, %.1156.i
  br i1 %.1157.i, label %B1390.i, label %B1482.i

B1390.i:                                          ; preds = %B1356.i
  %.1163.idx.i = shl i64 %found_n.4.i, 4
  %.1163.i = getelementptr i8, ptr %a23, i64 %.1163.idx.i
  store i32 %.1124.i, ptr %.1163.i, align 4, !noalias !6
  %.1171.i = getelementptr i8, ptr %.1163.i, i64 4
  store i32 %.1170.i, ptr %.1171.i, align 4, !noalias !6
  %.1177.i = load i32, ptr %.1153.i, align 4, !noalias !6
  %.1182.i = getelementptr i8, ptr %.1163.i, i64 12
  store i32 %.1177.i, ptr %.1182.i, align 4, !noalias !6
  %.1188.i = trunc i64 %found_n.4.i to i32
  store i32 %.1188.i, ptr %.1153.i, align 4, !noalias !6
  %.1192.i = add nsw i64 %found_n.4.i, 1
  %sext.i = shl i64 %found_n.4.i, 32
  %.pre.i = ashr exact i64 %sext.i, 32
  br label %B1482.i

B1482.i:                                          ; preds = %B1390.i, %B1356.i
  %.1203.pre-phi.i = phi i64 [ %.pre.i, %B1390.i ], [ %.1156.i, %B1356.i ]
  %found_n.7.i = phi i64 [ %.1192.i, %B1390.i ], [ %found_n.4.i, %B1356.i ]
  %.idx374.i = shl nsw i64 %.1203.pre-phi.i, 4
  %5 = getelementptr i8, ptr %a23, i64 %.idx374.i
  %.1208.i = getelementptr i8, ptr %5, i64 8
  store i32 %.1105.i, ptr %.1208.i, align 4, !noalias !6
  br label %B1516.i

B1516.i:                                          ; preds = %B1482.i, %B1332.i, %B1282.i
  %found_n.6.i = phi i64 [ %found_n.7.i, %B1482.i ], [ %found_n.4.i, %B1332.i ], [ %found_n.4.i, %B1282.i ]
  %.1219.i = icmp slt i64 %.1129.i, %.1090.i
  br i1 %.1219.i, label %B1246.i, label %B1528.i

B1528.i:                                          ; preds = %B1516.i, %B1246.i, %B1072.i
  %found_n.5.i = phi i64 [ %found_n.2408.i, %B1072.i ], [ %found_n.4.i, %B1246.i ], [ %found_n.6.i, %B1516.i ]
  %event.7.i = phi i64 [ %.1069.i, %B1072.i ], [ %event.6.i, %B1246.i ], [ %.1129.i, %B1516.i ]
  br i1 %.1231.i, label %B1837.i, label %B1550.i

B1550.i:                                          ; preds = %B1528.i
  %.idx375.i = mul i64 %event.7.i, 12
  %6 = getelementptr i8, ptr %a10, i64 %.idx375.i
  %.1244.i = getelementptr i8, ptr %6, i64 8
  %.1245.i = load i32, ptr %.1244.i, align 4, !noalias !6
  %.1247.i = sext i32 %.1245.i to i64
  %.1286.i = sub nsw i64 %.1247.i, %.1078.i
  %.1329400.not.i = icmp slt i64 %.1286.i, 1
  br i1 %.1329400.not.i, label %B1837.i, label %B1606.if.i

B1736.i:                                          ; preds = %B1606.if.i
  %.1376.i = trunc nsw i64 %.1375.i to i32
  store i64 0, ptr %.1416.i, align 8, !noalias !6
  call fastcc void @search_departures.14(ptr %.1416.i, ptr nonnull %a17, ptr %a18, ptr readonly %a12, ptr readonly %a13, ptr readonly %a9, ptr %next_queue.1.i, i64 %next_size.4403.i, i32 %.1376.i, i32 %.1388.i, i64 %.577.i, i64 %a4, i64 %a5)
  %.1430.i = load i64, ptr %.1416.i, align 8, !noalias !6
  br label %B1794.i

B1794.i:                                          ; preds = %B1606.if.i, %B1736.i
  %next_size.5.i = phi i64 [ %.1430.i, %B1736.i ], [ %next_size.4403.i, %B1606.if.i ]
  %.1329.i = icmp ugt i64 %.1276.0402.i, 1
  br i1 %.1329.i, label %B1606.if.i, label %B1837.i

B1800.i:                                          ; preds = %B1837.i
  %.1477.i = icmp eq i64 %next_size.3.i, 0
  br i1 %.1477.i, label %B1832.i, label %B498.i

B1832.i:                                          ; preds = %B500.if.i, %B1800.i, %B498.i
  %queue.2.i = phi ptr [ %queue.1.i, %B498.i ], [ %next_queue.1.i, %B1800.i ], [ %next_queue.1.i, %B500.if.i ]
  %next_queue.2.i = phi ptr [ %next_queue.1.i, %B498.i ], [ %queue.1.i, %B1800.i ], [ %queue.1.i, %B500.if.i ]
  %found_n.8.i = phi i64 [ %found_n.1.i, %B498.i ], [ %found_n.3.i, %B1800.i ], [ %found_n.1.i, %B500.if.i ]
  %.160.i = icmp sgt i64 %.101.0418.in.i, 1
  br i1 %.160.i, label %B62.i, label %search_departures.0.exit

B1837.i:                                          ; preds = %B1794.i, %B1550.i, %B1528.i, %B1058.i
  %found_n.3.i = phi i64 [ %found_n.5.i, %B1528.i ], [ %found_n.2408.i, %B1058.i ], [ %found_n.5.i, %B1550.i ], [ %found_n.5.i, %B1794.i ]
  %next_size.3.i = phi i64 [ %next_size.2409.i, %B1528.i ], [ %next_size.2409.i, %B1058.i ], [ %next_size.2409.i, %B1550.i ], [ %next_size.5.i, %B1794.i ]
  %exitcond.not.i = icmp eq i64 %.710.i, %size.4.i
  br i1 %exitcond.not.i, label %B1800.i, label %B580.if.i

B144.if.i:                                        ; preds = %B62.i, %B462.i
  %size.1397.i = phi i64 [ %size.3.i, %B462.i ], [ 0, %B62.i ]
  %.243.0396.i = phi i64 [ %.312.i, %B462.i ], [ 0, %B62.i ]
  %.246.0395.i = phi i64 [ %.308.i, %B462.i ], [ %a6, %B62.i ]
  %.308.i = add nsw i64 %.246.0395.i, -1
  %.312.i = add i64 %.243.0396.i, 6
  %7 = getelementptr i32, ptr %a7, i64 %.243.0396.i
  %.343.i = getelementptr i8, ptr %7, i64 20
  %.344.i = load i32, ptr %.343.i, align 4, !noalias !6
  %.346.i = sext i32 %.344.i to i64
  %.347.not.i = icmp sgt i64 %.205.i, %.346.i
  br i1 %.347.not.i, label %B462.i, label %B178.preheader.i

B178.preheader.i:                                 ; preds = %B144.if.i
  %.362.i = getelementptr i8, ptr %7, i64 12
  %.403.i = getelementptr i8, ptr %7, i64 4
  %.429.i = getelementptr i8, ptr %7, i64 8
  %.444.i = getelementptr i8, ptr %7, i64 16
  br label %B178.i

B500.if.i:                                        ; preds = %B498.i
  %.577.i = add nuw i64 %.507.0.i, 1
  %.653.i = add i64 %size.4.i, 8
  %.697405.not.i = icmp slt i64 %.653.i, 1
  br i1 %.697405.not.i, label %B1832.i, label %B580.if.lr.ph.i

B580.if.lr.ph.i:                                  ; preds = %B500.if.i
  %.611.i = mul nsw i64 %.577.i, %a5
  %.1231.i = icmp eq i64 %.577.i, %a4
  %8 = getelementptr i16, ptr %a17, i64 %.611.i
  br label %B580.if.i

B580.if.i:                                        ; preds = %B580.if.lr.ph.i, %B1837.i
  %next_size.2409.i = phi i64 [ 0, %B580.if.lr.ph.i ], [ %next_size.3.i, %B1837.i ]
  %found_n.2408.i = phi i64 [ %found_n.1.i, %B580.if.lr.ph.i ], [ %found_n.3.i, %B1837.i ]
  %.640.0406.i = phi i64 [ -8, %B580.if.lr.ph.i ], [ %.710.i, %B1837.i ]
  %.710.i = add nsw i64 %.640.0406.i, 1
  %.739.i = add nsw i64 %.640.0406.i, 8
  %.745.i = icmp slt i64 %.739.i, %size.4.i
  br i1 %.745.i, label %B616.i, label %B778.i

B1020.if.i:                                       ; preds = %B1020.if.i, %B830.i
  %.917.0399.i = phi i64 [ 4, %B830.i ], [ %.979.i, %B1020.if.i ]
  %.914.0398.i = phi i64 [ %.881.i, %B830.i ], [ %.983.i, %B1020.if.i ]
  %.979.i = add nsw i64 %.917.0399.i, -1
  %.983.i = add nsw i64 %.914.0398.i, 16
  %.6.i379.i = getelementptr i32, ptr %a14, i64 %.914.0398.i
  tail call void @llvm.prefetch.p0(ptr readonly %.6.i379.i, i32 0, i32 3, i32 1), !noalias !15
  %.970.i = icmp ugt i64 %.917.0399.i, 1
  br i1 %.970.i, label %B1020.if.i, label %B1058.i

B1606.if.i:                                       ; preds = %B1550.i, %B1794.i
  %next_size.4403.i = phi i64 [ %next_size.5.i, %B1794.i ], [ %next_size.2409.i, %B1550.i ]
  %.1276.0402.i = phi i64 [ %.1338.i, %B1794.i ], [ %.1286.i, %B1550.i ]
  %.1273.0401.i = phi i64 [ %.1342.i, %B1794.i ], [ %.1078.i, %B1550.i ]
  %.1338.i = add nsw i64 %.1276.0402.i, -1
  %.1342.i = add nsw i64 %.1273.0401.i, 1
  %.1371.i = getelementptr i32, ptr %a14, i64 %.1273.0401.i
  %.1372.i = load i32, ptr %.1371.i, align 4, !noalias !6
  %.1374.i = sext i32 %.1372.i to i64
  %.1375.i = ashr i64 %.1374.i, %a15
  %.1388.i = and i32 %.1372.i, %0
  %.1397.i = getelementptr i16, ptr %8, i64 %.1375.i
  %.1398.i = load i16, ptr %.1397.i, align 2, !noalias !6
  %.1400.i = sext i16 %.1398.i to i32
  %.1401.i = icmp slt i32 %.1388.i, %.1400.i
  br i1 %.1401.i, label %B1736.i, label %B1794.i

search_departures.0.exit:                         ; preds = %B1832.i, %done
  %found_n.0.lcssa.i = phi i64 [ 0, %done ], [ %found_n.8.i, %B1832.i ]
  ret i64 %found_n.0.lcssa.i
}

declare i64 @llvm.smax.i64(i64, i64)

define internal fastcc void @search_departures.14(ptr noalias nonnull writeonly %retptr, ptr %arg.boarded, ptr %arg.stayed, ptr readonly %arg.stay_indptr, ptr readonly %arg.stays, ptr readonly %arg.run_end, ptr writeonly %arg.queue, i64 %arg.size, i32 %arg.run, i32 %arg.position, i64 range(i64 -9223372036854775807, -9223372036854775808) %arg.ride, i64 %arg.rides_n, i64 %arg.runs_n) {
entry:
  %.42 = mul nsw i64 %arg.runs_n, %arg.ride
  %.44 = sext i32 %arg.run to i64
  %0 = getelementptr i16, ptr %arg.boarded, i64 %.42
  %.47 = getelementptr i16, ptr %0, i64 %.44
  %.48 = load i16, ptr %.47, align 2
  %.54 = sext i16 %.48 to i32
  %.55.not = icmp slt i32 %arg.position, %.54
  br i1 %.55.not, label %B48, label %common.ret

common.ret:                                       ; preds = %B695, %B298, %entry
  %storemerge269 = phi i64 [ %arg.size, %entry ], [ %.427, %B298 ], [ %size.1, %B695 ]
  store i64 %storemerge269, ptr %retptr, align 8
  ret void

B48:                                              ; preds = %entry
  %.90.idx = mul i64 %arg.size, 12
  %.90 = getelementptr i8, ptr %arg.queue, i64 %.90.idx
  store i32 %arg.run, ptr %.90, align 4
  %.97 = getelementptr i8, ptr %.90, i64 4
  store i32 %arg.position, ptr %.97, align 4
  %.105 = getelementptr i8, ptr %.90, i64 8
  store i32 %.54, ptr %.105, align 4
  %.112 = getelementptr i32, ptr %arg.run_end, i64 %.44
  %.113 = load i32, ptr %.112, align 4
  %.151 = sub i32 %.113, %arg.run
  %.196283.not = icmp slt i32 %.151, 1
  br i1 %.196283.not, label %B298, label %B152.if.lr.ph

B152.if.lr.ph:                                    ; preds = %B48
  %.295 = sub i64 %arg.rides_n, %arg.ride
  %.338280.not = icmp slt i64 %.295, 1
  %.409 = trunc i32 %arg.position to i16
  br label %B152.if

B196:                                             ; preds = %B152.if
  %invariant.gep = getelementptr i16, ptr %arg.boarded, i64 %2
  br i1 %.338280.not, label %B296, label %B228.if

B272:                                             ; preds = %B228.if
  %.351 = add i64 %.282.0281, 1
  %.347 = add nsw i64 %.285.0282, -1
  store i16 %.409, ptr %gep, align 2
  %.338 = icmp sgt i64 %.285.0282, 1
  br i1 %.338, label %B228.if, label %B296

B296:                                             ; preds = %B228.if, %B272, %B196
  %.196 = icmp sgt i32 %.141.0285, 1
  br i1 %.196, label %B152.if, label %B298

B298:                                             ; preds = %B152.if, %B296, %B48
  %.427 = add nsw i64 %arg.size, 1
  %.433 = getelementptr i64, ptr %arg.stay_indptr, i64 %.44
  %.434 = load i64, ptr %.433, align 8
  %.441 = getelementptr i8, ptr %.433, i64 8
  %.442 = load i64, ptr %.441, align 8
  %.481 = sub i64 %.442, %.434
  %.524294.not = icmp slt i64 %.481, 1
  br i1 %.524294.not, label %common.ret, label %B370.if.lr.ph

B370.if.lr.ph:                                    ; preds = %B298
  %1 = getelementptr i8, ptr %arg.stayed, i64 %.42
  %.808 = sub i64 %arg.rides_n, %arg.ride
  %.851288.not = icmp slt i64 %.808, 1
  br label %B370.if

B418:                                             ; preds = %B370.if
  %.586 = getelementptr i16, ptr %arg.boarded, i64 %.573
  %.587 = load i16, ptr %.586, align 2
  %.589 = icmp eq i16 %.587, 0
  br i1 %.589, label %B695, label %B456

B456:                                             ; preds = %B418
  %.598.idx = mul i64 %size.0297, 12
  %.598 = getelementptr i8, ptr %arg.queue, i64 %.598.idx
  store i32 %.564, ptr %.598, align 4
  %.605 = getelementptr i8, ptr %.598, i64 4
  store i32 0, ptr %.605, align 4
  %.615 = load i16, ptr %.586, align 2
  %.620 = sext i16 %.615 to i32
  %.621 = getelementptr i8, ptr %.598, i64 8
  store i32 %.620, ptr %.621, align 4
  %.624 = add nsw i64 %size.0297, 1
  %.630 = getelementptr i32, ptr %arg.run_end, i64 %.572
  %.631 = load i32, ptr %.630, align 4
  %.671 = sub i32 %.631, %.564
  %.714291.not = icmp slt i32 %.671, 1
  br i1 %.714291.not, label %B695, label %B594.if

B594.loopexit:                                    ; preds = %B662.if, %B630
  %.714 = icmp ugt i32 %.661.0293, 1
  br i1 %.714, label %B594.if, label %B695

B630:                                             ; preds = %B594.if
  %invariant.gep286 = getelementptr i8, ptr %arg.stayed, i64 %4
  br i1 %.851288.not, label %B594.loopexit, label %B662.if

B695:                                             ; preds = %B594.if, %B594.loopexit, %B456, %B370.if, %B418
  %size.1 = phi i64 [ %size.0297, %B370.if ], [ %size.0297, %B418 ], [ %.624, %B456 ], [ %.624, %B594.loopexit ], [ %.624, %B594.if ]
  %.524 = icmp sgt i64 %.471.0296, 1
  br i1 %.524, label %B370.if, label %common.ret

B152.if:                                          ; preds = %B152.if.lr.ph, %B296
  %.141.0285 = phi i32 [ %.151, %B152.if.lr.ph ], [ %.205, %B296 ]
  %.138.0284 = phi i32 [ %arg.run, %B152.if.lr.ph ], [ %.209, %B296 ]
  %.205 = add nsw i32 %.141.0285, -1
  %.209 = add i32 %.138.0284, 1
  %2 = sext i32 %.138.0284 to i64
  %.244 = getelementptr i16, ptr %0, i64 %2
  %.245 = load i16, ptr %.244, align 2
  %.247 = sext i16 %.245 to i32
  %.248.not = icmp slt i32 %arg.position, %.247
  br i1 %.248.not, label %B196, label %B298

B228.if:                                          ; preds = %B196, %B272
  %.285.0282 = phi i64 [ %.347, %B272 ], [ %.295, %B196 ]
  %.282.0281 = phi i64 [ %.351, %B272 ], [ %arg.ride, %B196 ]
  %3 = mul nsw i64 %.282.0281, %arg.runs_n
  %gep = getelementptr i16, ptr %invariant.gep, i64 %3
  %.387 = load i16, ptr %gep, align 2
  %.389 = sext i16 %.387 to i32
  %.390.not = icmp slt i32 %arg.position, %.389
  br i1 %.390.not, label %B272, label %B296

B370.if:                                          ; preds = %B370.if.lr.ph, %B695
  %size.0297 = phi i64 [ %.427, %B370.if.lr.ph ], [ %size.1, %B695 ]
  %.471.0296 = phi i64 [ %.481, %B370.if.lr.ph ], [ %.533, %B695 ]
  %.468.0295 = phi i64 [ %.434, %B370.if.lr.ph ], [ %.537, %B695 ]
  %.533 = add nsw i64 %.471.0296, -1
  %.537 = add i64 %.468.0295, 1
  %.563 = getelementptr i32, ptr %arg.stays, i64 %.468.0295
  %.564 = load i32, ptr %.563, align 4
  %.572 = sext i32 %.564 to i64
  %.573 = add nsw i64 %.42, %.572
  %.575 = getelementptr i8, ptr %arg.stayed, i64 %.573
  %.576 = load i8, ptr %.575, align 1
  %.577.not = icmp eq i8 %.576, 0
  br i1 %.577.not, label %B418, label %B695

B594.if:                                          ; preds = %B456, %B594.loopexit
  %.661.0293 = phi i32 [ %.723, %B594.loopexit ], [ %.671, %B456 ]
  %.658.0292 = phi i32 [ %.727, %B594.loopexit ], [ %.564, %B456 ]
  %.723 = add nsw i32 %.661.0293, -1
  %.727 = add i32 %.658.0292, 1
  %4 = sext i32 %.658.0292 to i64
  %.761 = getelementptr i8, ptr %1, i64 %4
  %.762 = load i8, ptr %.761, align 1
  %.763.not = icmp eq i8 %.762, 0
  br i1 %.763.not, label %B630, label %B695

B662.if:                                          ; preds = %B630, %B662.if
  %.798.0290 = phi i64 [ %.860, %B662.if ], [ %.808, %B630 ]
  %.795.0289 = phi i64 [ %.864, %B662.if ], [ %arg.ride, %B630 ]
  %.860 = add nsw i64 %.798.0290, -1
  %.864 = add i64 %.795.0289, 1
  %5 = mul nsw i64 %.795.0289, %arg.runs_n
  %gep287 = getelementptr i8, ptr %invariant.gep286, i64 %5
  store i8 1, ptr %gep287, align 1
  %.851 = icmp ugt i64 %.798.0290, 1
  br i1 %.851, label %B662.if, label %B594.loopexit
}

declare void @llvm.prefetch.p0(ptr readonly, i32 immarg, i32 immarg, i32 immarg)

define i64 @search_departures_1(i64 %a0, i64 %a1, i64 %a2, i64 %a3, i64 %a4, i64 %a5, i64 %a6, ptr %a7, ptr readonly %a8, ptr readonly %a9, ptr readonly %a10, ptr readonly %a11, ptr readonly %a12, ptr readonly %a13, ptr readonly %a14, i64 %a15, i64 %a16, ptr %a17, ptr %a18, ptr %a19, ptr %a20, ptr %a21, ptr %a22, ptr writeonly %a23) {
done:
  %.374.i = alloca i64, align 8
  %.1414.i = alloca i64, align 8
  store i64 0, ptr %.374.i, align 8, !noalias !18
  store i64 0, ptr %.1414.i, align 8, !noalias !18
  %.160413.not.i = icmp slt i64 %a2, 1
  br i1 %.160413.not.i, label %search_departures_1.0.exit, label %B62.lr.ph.i

B62.lr.ph.i:                                      ; preds = %done
  %.299394.not.i = icmp slt i64 %a6, 1
  %spec.select391.i = tail call i64 @llvm.smax.i64(i64 %a4, i64 0)
  br label %B62.i

B62.i:                                            ; preds = %B1832.i, %B62.lr.ph.i
  %.101.0418.in.i = phi i64 [ %a2, %B62.lr.ph.i ], [ %.101.0418.i, %B1832.i ]
  %found_n.0417.i = phi i64 [ 0, %B62.lr.ph.i ], [ %found_n.8.i, %B1832.i ]
  %next_queue.0416.i = phi ptr [ %a20, %B62.lr.ph.i ], [ %next_queue.2.i, %B1832.i ]
  %queue.0415.i = phi ptr [ %a19, %B62.lr.ph.i ], [ %queue.2.i, %B1832.i ]
  %.101.0418.i = add nsw i64 %.101.0418.in.i, -1
  %.203.i = mul nsw i64 %.101.0418.i, %a1
  %.205.i = add nsw i64 %.203.i, %a0
  %.211.i = add nsw i64 %.205.i, %a3
  br i1 %.299394.not.i, label %B464.i, label %B144.if.i

B178.i:                                           ; preds = %B178.preheader.i, %B432.i
  %size.2.i = phi i64 [ %.388.i, %B432.i ], [ %size.1397.i, %B178.preheader.i ]
  %.355.i = load i32, ptr %6, align 4, !noalias !18
  %.363.i = load i32, ptr %.362.i, align 4, !noalias !18
  store i64 0, ptr %.374.i, align 8, !noalias !18
  call fastcc void @search_departures_1.14(ptr %.374.i, ptr %a17, ptr %a18, ptr readonly %a12, ptr readonly %a13, ptr readonly %a9, ptr %queue.0415.i, i64 %size.2.i, i32 %.355.i, i32 %.363.i, i64 0, i64 %a4, i64 %a5)
  %.388.i = load i64, ptr %.374.i, align 8, !noalias !18
  %.404.i = load i32, ptr %.403.i, align 4, !noalias !18
  %.406.i = icmp eq i32 %.355.i, %.404.i
  br i1 %.406.i, label %B432.i, label %B334.i

B334.i:                                           ; preds = %B178.i
  %.419.i = sext i32 %.355.i to i64
  %.420.i = add i32 %.355.i, -1
  store i32 %.420.i, ptr %6, align 4, !noalias !18
  %.430.i = load i32, ptr %.429.i, align 4, !noalias !18
  %.432.i = sext i32 %.430.i to i64
  %0 = getelementptr i32, ptr %a11, i64 %.432.i
  %1 = getelementptr i32, ptr %0, i64 %.419.i
  %.439.i = getelementptr i8, ptr %1, i64 -4
  %.440.i = load i32, ptr %.439.i, align 4, !noalias !18
  %.445.i = load i32, ptr %.444.i, align 4, !noalias !18
  %.448.i = sub i32 %.440.i, %.445.i
  br label %B432.i

B432.i:                                           ; preds = %B334.i, %B178.i
  %storemerge377.i = phi i32 [ %.448.i, %B334.i ], [ -2147483647, %B178.i ]
  store i32 %storemerge377.i, ptr %.343.i, align 4, !noalias !18
  %.462.i = sext i32 %storemerge377.i to i64
  %.463.not.i = icmp sgt i64 %.205.i, %.462.i
  br i1 %.463.not.i, label %B462.i, label %B178.i

B462.i:                                           ; preds = %B432.i, %B144.if.i
  %size.3.i = phi i64 [ %size.1397.i, %B144.if.i ], [ %.388.i, %B432.i ]
  %.299.i = icmp sgt i64 %.246.0395.i, 1
  br i1 %.299.i, label %B144.if.i, label %B464.i

B464.i:                                           ; preds = %B462.i, %B62.i
  %size.1.lcssa.i = phi i64 [ 0, %B62.i ], [ %size.3.i, %B462.i ]
  %.1170.i = trunc i64 %.101.0418.i to i32
  br label %B498.i

B498.i:                                           ; preds = %B1800.i, %B464.i
  %.507.0.i = phi i64 [ 0, %B464.i ], [ %.577.i, %B1800.i ]
  %queue.1.i = phi ptr [ %queue.0415.i, %B464.i ], [ %next_queue.1.i, %B1800.i ]
  %next_queue.1.i = phi ptr [ %next_queue.0416.i, %B464.i ], [ %queue.1.i, %B1800.i ]
  %found_n.1.i = phi i64 [ %found_n.0417.i, %B464.i ], [ %found_n.3.i, %B1800.i ]
  %size.4.i = phi i64 [ %size.1.lcssa.i, %B464.i ], [ %next_size.3.i, %B1800.i ]
  %exitcond420.not.i = icmp eq i64 %.507.0.i, %spec.select391.i
  br i1 %exitcond420.not.i, label %B1832.i, label %B500.if.i

B616.i:                                           ; preds = %B580.if.i
  %.750.idx.i = mul i64 %.739.i, 12
  %.750.i = getelementptr i8, ptr %queue.1.i, i64 %.750.idx.i
  %.751.i = load i32, ptr %.750.i, align 4, !noalias !18
  %.753.i = sext i32 %.751.i to i64
  %.754.i = getelementptr i64, ptr %a8, i64 %.753.i
  %.755.i = load i64, ptr %.754.i, align 8, !noalias !18
  %.756.i = add nsw i64 %.755.i, 1
  %.763.i = getelementptr i8, ptr %.750.i, i64 4
  %.764.i = load i32, ptr %.763.i, align 4, !noalias !18
  %.765.i = sext i32 %.764.i to i64
  %.766.i = add nsw i64 %.756.i, %.765.i
  %.6.i.idx.i = mul i64 %.766.i, 12
  %.6.i.i = getelementptr i8, ptr %a10, i64 %.6.i.idx.i
  tail call void @llvm.prefetch.p0(ptr readonly %.6.i.i, i32 0, i32 3, i32 1), !noalias !21
  %.6.i378.i = getelementptr i8, ptr %.6.i.i, i64 64
  tail call void @llvm.prefetch.p0(ptr readonly %.6.i378.i, i32 0, i32 3, i32 1), !noalias !24
  br label %B778.i

B778.i:                                           ; preds = %B580.if.i, %B616.i
  %.829.i = add nsw i64 %.640.0406.i, 4
  %.833.i = icmp sgt i64 %.640.0406.i, -5
  %.841.i = icmp slt i64 %.829.i, %size.4.i
  %or.cond.i = select i1 %.833.i, i1 %.841.i, i1 false
  br i1 %or.cond.i, label %B830.i, label %B1058.i

B830.i:                                           ; preds = %B778.i
  %.854.idx.i = mul i64 %.829.i, 12
  %.854.i = getelementptr i8, ptr %queue.1.i, i64 %.854.idx.i
  %.855.i = load i32, ptr %.854.i, align 4, !noalias !18
  %.857.i = sext i32 %.855.i to i64
  %.858.i = getelementptr i64, ptr %a8, i64 %.857.i
  %.859.i = load i64, ptr %.858.i, align 8, !noalias !18
  %.860.i = add nsw i64 %.859.i, 1
  %.867.i = getelementptr i8, ptr %.854.i, i64 4
  %.868.i = load i32, ptr %.867.i, align 4, !noalias !18
  %.869.i = sext i32 %.868.i to i64
  %.870.i = add nsw i64 %.860.i, %.869.i
  %.idx.i = mul i64 %.870.i, 12
  %2 = getelementptr i8, ptr %a10, i64 %.idx.i
  %.879.i = getelementptr i8, ptr %2, i64 8
  %.880.i = load i32, ptr %.879.i, align 4, !noalias !18
  %.881.i = sext i32 %.880.i to i64
  br label %B1020.if.i

B1058.i:                                          ; preds = %B1020.if.i, %B778.i
  %.1047.i = icmp slt i64 %.640.0406.i, 0
  br i1 %.1047.i, label %B1837.i, label %B1072.i

B1072.i:                                          ; preds = %B1058.i
  %.1055.idx.i = mul i64 %.640.0406.i, 12
  %.1055.i = getelementptr i8, ptr %queue.1.i, i64 %.1055.idx.i
  %.1056.i = load i32, ptr %.1055.i, align 4, !noalias !18
  %.1058.i = sext i32 %.1056.i to i64
  %.1059.i = getelementptr i64, ptr %a8, i64 %.1058.i
  %.1060.i = load i64, ptr %.1059.i, align 8, !noalias !18
  %.1061.i = add nsw i64 %.1060.i, 1
  %.1066.i = getelementptr i8, ptr %.1055.i, i64 4
  %.1067.i = load i32, ptr %.1066.i, align 4, !noalias !18
  %.1068.i = sext i32 %.1067.i to i64
  %.1069.i = add nsw i64 %.1061.i, %.1068.i
  %.idx373.i = mul i64 %.1069.i, 12
  %3 = getelementptr i8, ptr %a10, i64 %.idx373.i
  %.1076.i = getelementptr i8, ptr %3, i64 8
  %.1077.i = load i32, ptr %.1076.i, align 4, !noalias !18
  %.1078.i = sext i32 %.1077.i to i64
  %.1087.i = getelementptr i8, ptr %.1055.i, i64 8
  %.1088.i = load i32, ptr %.1087.i, align 4, !noalias !18
  %.1089.i = sext i32 %.1088.i to i64
  %.1090.i = add nsw i64 %.1061.i, %.1089.i
  %.1096.i = icmp slt i32 %.1067.i, %.1088.i
  br i1 %.1096.i, label %B1246.i, label %B1528.i

B1246.i:                                          ; preds = %B1072.i, %B1516.i
  %found_n.4.i = phi i64 [ %found_n.6.i, %B1516.i ], [ %found_n.2408.i, %B1072.i ]
  %event.6.i = phi i64 [ %.1129.i, %B1516.i ], [ %.1069.i, %B1072.i ]
  %.1104.idx.i = mul i64 %event.6.i, 12
  %.1104.i = getelementptr i8, ptr %a10, i64 %.1104.idx.i
  %.1105.i = load i32, ptr %.1104.i, align 4, !noalias !18
  %.1111.i = sext i32 %.1105.i to i64
  %.1112.i = icmp slt i64 %.211.i, %.1111.i
  br i1 %.1112.i, label %B1528.i, label %B1282.i

B1282.i:                                          ; preds = %B1246.i
  %.1123.i = getelementptr i8, ptr %.1104.i, i64 4
  %.1124.i = load i32, ptr %.1123.i, align 4, !noalias !18
  %.1129.i = add nsw i64 %event.6.i, 1
  %.1133.i = sext i32 %.1124.i to i64
  %.1134.i = icmp sgt i32 %.1124.i, -1
  br i1 %.1134.i, label %B1332.i, label %B1516.i

B1332.i:                                          ; preds = %B1282.i
  %.1139.i = getelementptr i32, ptr %a21, i64 %.1133.i
  %.1140.i = load i32, ptr %.1139.i, align 4, !noalias !18
  %.1142.i = icmp slt i32 %.1105.i, %.1140.i
  br i1 %.1142.i, label %B1356.i, label %B1516.i

B1356.i:                                          ; preds = %B1332.i
  store i32 %.1105.i, ptr %.1139.i, align 4, !noalias !18
  %.1153.i = getelementptr i32, ptr %a22, i64 %.1133.i
  %.1154.i = load i32, ptr %.1153.i, align 4, !noalias !18
  %.1156.i = sext i32 %.1154.i to i64
  %.1157.i = icmp sgt i64 %found_n.0417.i, %.1156.i
  br i1 %.1157.i, label %B1390.i, label %B1482.i

B1390.i:                                          ; preds = %B1356.i
  %.1163.idx.i = shl i64 %found_n.4.i, 4
  %.1163.i = getelementptr i8, ptr %a23, i64 %.1163.idx.i
  store i32 %.1124.i, ptr %.1163.i, align 4, !noalias !18
  %.1171.i = getelementptr i8, ptr %.1163.i, i64 4
  store i32 %.1170.i, ptr %.1171.i, align 4, !noalias !18
  %.1177.i = load i32, ptr %.1153.i, align 4, !noalias !18
  %.1182.i = getelementptr i8, ptr %.1163.i, i64 12
  store i32 %.1177.i, ptr %.1182.i, align 4, !noalias !18
  %.1188.i = trunc i64 %found_n.4.i to i32
  store i32 %.1188.i, ptr %.1153.i, align 4, !noalias !18
  %.1192.i = add nsw i64 %found_n.4.i, 1
  %sext422.i = shl i64 %found_n.4.i, 32
  %.pre.i = ashr exact i64 %sext422.i, 32
  br label %B1482.i

B1482.i:                                          ; preds = %B1390.i, %B1356.i
  %.1203.pre-phi.i = phi i64 [ %.pre.i, %B1390.i ], [ %.1156.i, %B1356.i ]
  %found_n.7.i = phi i64 [ %.1192.i, %B1390.i ], [ %found_n.4.i, %B1356.i ]
  %.idx374.i = shl nsw i64 %.1203.pre-phi.i, 4
  %4 = getelementptr i8, ptr %a23, i64 %.idx374.i
  %.1208.i = getelementptr i8, ptr %4, i64 8
  store i32 %.1105.i, ptr %.1208.i, align 4, !noalias !18
  br label %B1516.i

B1516.i:                                          ; preds = %B1482.i, %B1332.i, %B1282.i
  %found_n.6.i = phi i64 [ %found_n.7.i, %B1482.i ], [ %found_n.4.i, %B1332.i ], [ %found_n.4.i, %B1282.i ]
  %.1219.i = icmp slt i64 %.1129.i, %.1090.i
  br i1 %.1219.i, label %B1246.i, label %B1528.i

B1528.i:                                          ; preds = %B1516.i, %B1246.i, %B1072.i
  %found_n.5.i = phi i64 [ %found_n.2408.i, %B1072.i ], [ %found_n.4.i, %B1246.i ], [ %found_n.6.i, %B1516.i ]
  %event.7.i = phi i64 [ %.1069.i, %B1072.i ], [ %event.6.i, %B1246.i ], [ %.1129.i, %B1516.i ]
  br i1 %.1231.i, label %B1837.i, label %B1550.i

B1550.i:                                          ; preds = %B1528.i
  %.idx375.i = mul i64 %event.7.i, 12
  %5 = getelementptr i8, ptr %a10, i64 %.idx375.i
  %.1244.i = getelementptr i8, ptr %5, i64 8
  %.1245.i = load i32, ptr %.1244.i, align 4, !noalias !18
  %.1247.i = sext i32 %.1245.i to i64
  %.1286.i = sub nsw i64 %.1247.i, %.1078.i
  %.1329400.not.i = icmp slt i64 %.1286.i, 1
  br i1 %.1329400.not.i, label %B1837.i, label %B1606.if.i

B1736.i:                                          ; preds = %B1606.if.i
  %.1375.i = trunc i64 %.1374.i to i32
  store i64 0, ptr %.1414.i, align 8, !noalias !18
  call fastcc void @search_departures_1.14(ptr %.1414.i, ptr nonnull %a17, ptr %a18, ptr readonly %a12, ptr readonly %a13, ptr readonly %a9, ptr %next_queue.1.i, i64 %next_size.4403.i, i32 %.1375.i, i32 %.1386.i, i64 %.577.i, i64 %a4, i64 %a5)
  %.1428.i = load i64, ptr %.1414.i, align 8, !noalias !18
  br label %B1794.i

B1794.i:                                          ; preds = %B1606.if.i, %B1736.i
  %next_size.5.i = phi i64 [ %.1428.i, %B1736.i ], [ %next_size.4403.i, %B1606.if.i ]
  %.1329.i = icmp ugt i64 %.1276.0402.i, 1
  br i1 %.1329.i, label %B1606.if.i, label %B1837.i

B1800.i:                                          ; preds = %B1837.i
  %.1475.i = icmp eq i64 %next_size.3.i, 0
  br i1 %.1475.i, label %B1832.i, label %B498.i

B1832.i:                                          ; preds = %B500.if.i, %B1800.i, %B498.i
  %queue.2.i = phi ptr [ %queue.1.i, %B498.i ], [ %next_queue.1.i, %B1800.i ], [ %next_queue.1.i, %B500.if.i ]
  %next_queue.2.i = phi ptr [ %next_queue.1.i, %B498.i ], [ %queue.1.i, %B1800.i ], [ %queue.1.i, %B500.if.i ]
  %found_n.8.i = phi i64 [ %found_n.1.i, %B498.i ], [ %found_n.3.i, %B1800.i ], [ %found_n.1.i, %B500.if.i ]
  %.160.i = icmp sgt i64 %.101.0418.in.i, 1
  br i1 %.160.i, label %B62.i, label %search_departures_1.0.exit

B1837.i:                                          ; preds = %B1794.i, %B1550.i, %B1528.i, %B1058.i
  %found_n.3.i = phi i64 [ %found_n.5.i, %B1528.i ], [ %found_n.2408.i, %B1058.i ], [ %found_n.5.i, %B1550.i ], [ %found_n.5.i, %B1794.i ]
  %next_size.3.i = phi i64 [ %next_size.2409.i, %B1528.i ], [ %next_size.2409.i, %B1058.i ], [ %next_size.2409.i, %B1550.i ], [ %next_size.5.i, %B1794.i ]
  %exitcond.not.i = icmp eq i64 %.710.i, %size.4.i
  br i1 %exitcond.not.i, label %B1800.i, label %B580.if.i

B144.if.i:                                        ; preds = %B62.i, %B462.i
  %size.1397.i = phi i64 [ %size.3.i, %B462.i ], [ 0, %B62.i ]
  %.243.0396.i = phi i64 [ %.312.i, %B462.i ], [ 0, %B62.i ]
  %.246.0395.i = phi i64 [ %.308.i, %B462.i ], [ %a6, %B62.i ]
  %.308.i = add nsw i64 %.246.0395.i, -1
  %.312.i = add i64 %.243.0396.i, 6
  %6 = getelementptr i32, ptr %a7, i64 %.243.0396.i
  %.343.i = getelementptr i8, ptr %6, i64 20
  %.344.i = load i32, ptr %.343.i, align 4, !noalias !18
  %.346.i = sext i32 %.344.i to i64
  %.347.not.i = icmp sgt i64 %.205.i, %.346.i
  br i1 %.347.not.i, label %B462.i, label %B178.preheader.i

B178.preheader.i:                                 ; preds = %B144.if.i
  %.362.i = getelementptr i8, ptr %6, i64 12
  %.403.i = getelementptr i8, ptr %6, i64 4
  %.429.i = getelementptr i8, ptr %6, i64 8
  %.444.i = getelementptr i8, ptr %6, i64 16
  br label %B178.i

B500.if.i:                                        ; preds = %B498.i
  %.577.i = add nuw i64 %.507.0.i, 1
  %.653.i = add i64 %size.4.i, 8
  %.697405.not.i = icmp slt i64 %.653.i, 1
  br i1 %.697405.not.i, label %B1832.i, label %B580.if.lr.ph.i

B580.if.lr.ph.i:                                  ; preds = %B500.if.i
  %.611.i = mul nsw i64 %.577.i, %a5
  %.1231.i = icmp eq i64 %.577.i, %a4
  %7 = getelementptr i16, ptr %a17, i64 %.611.i
  br label %B580.if.i

B580.if.i:                                        ; preds = %B580.if.lr.ph.i, %B1837.i
  %next_size.2409.i = phi i64 [ 0, %B580.if.lr.ph.i ], [ %next_size.3.i, %B1837.i ]
  %found_n.2408.i = phi i64 [ %found_n.1.i, %B580.if.lr.ph.i ], [ %found_n.3.i, %B1837.i ]
  %.640.0406.i = phi i64 [ -8, %B580.if.lr.ph.i ], [ %.710.i, %B1837.i ]
  %.710.i = add nsw i64 %.640.0406.i, 1
  %.739.i = add nsw i64 %.640.0406.i, 8
  %.745.i = icmp slt i64 %.739.i, %size.4.i
  br i1 %.745.i, label %B616.i, label %B778.i

B1020.if.i:                                       ; preds = %B1020.if.i, %B830.i
  %.917.0399.i = phi i64 [ 4, %B830.i ], [ %.979.i, %B1020.if.i ]
  %.914.0398.i = phi i64 [ %.881.i, %B830.i ], [ %.983.i, %B1020.if.i ]
  %.979.i = add nsw i64 %.917.0399.i, -1
  %.983.i = add nsw i64 %.914.0398.i, 16
  %.6.i379.i = getelementptr i64, ptr %a14, i64 %.914.0398.i
  tail call void @llvm.prefetch.p0(ptr readonly %.6.i379.i, i32 0, i32 3, i32 1), !noalias !27
  %.970.i = icmp ugt i64 %.917.0399.i, 1
  br i1 %.970.i, label %B1020.if.i, label %B1058.i

B1606.if.i:                                       ; preds = %B1550.i, %B1794.i
  %next_size.4403.i = phi i64 [ %next_size.5.i, %B1794.i ], [ %next_size.2409.i, %B1550.i ]
  %.1276.0402.i = phi i64 [ %.1338.i, %B1794.i ], [ %.1286.i, %B1550.i ]
  %.1273.0401.i = phi i64 [ %.1342.i, %B1794.i ], [ %.1078.i, %B1550.i ]
  %.1338.i = add nsw i64 %.1276.0402.i, -1
  %.1342.i = add nsw i64 %.1273.0401.i, 1
  %.1371.i = getelementptr i64, ptr %a14, i64 %.1273.0401.i
  %.1372.i = load i64, ptr %.1371.i, align 8, !noalias !18
  %.1374.i = ashr i64 %.1372.i, %a15
  %.1385.i = and i64 %.1372.i, %a16
  %.1386.i = trunc i64 %.1385.i to i32
  %sext.i = shl i64 %.1374.i, 32
  %8 = ashr exact i64 %sext.i, 31
  %.1395.i = getelementptr i8, ptr %7, i64 %8
  %.1396.i = load i16, ptr %.1395.i, align 2, !noalias !18
  %.1398.i = sext i16 %.1396.i to i32
  %.1399.i = icmp slt i32 %.1386.i, %.1398.i
  br i1 %.1399.i, label %B1736.i, label %B1794.i

search_departures_1.0.exit:                       ; preds = %B1832.i, %done
  %found_n.0.lcssa.i = phi i64 [ 0, %done ], [ %found_n.8.i, %B1832.i ]
  ret i64 %found_n.0.lcssa.i
}

define internal fastcc void @search_departures_1.14(ptr noalias nonnull writeonly %retptr, ptr %arg.boarded, ptr %arg.stayed, ptr readonly %arg.stay_indptr, ptr readonly %arg.stays, ptr readonly %arg.run_end, ptr writeonly %arg.queue, i64 %arg.size, i32 %arg.run, i32 %arg.position, i64 range(i64 -9223372036854775807, -9223372036854775808) %arg.ride, i64 %arg.rides_n, i64 %arg.runs_n) {
entry:
  %.42 = mul nsw i64 %arg.runs_n, %arg.ride
  %.44 = sext i32 %arg.run to i64
  %0 = getelementptr i16, ptr %arg.boarded, i64 %.42
  %.47 = getelementptr i16, ptr %0, i64 %.44
  %.48 = load i16, ptr %.47, align 2
  %.54 = sext i16 %.48 to i32
  %.55.not = icmp slt i32 %arg.position, %.54
  br i1 %.55.not, label %B48, label %common.ret

common.ret:                                       ; preds = %B695, %B298, %entry
  %storemerge269 = phi i64 [ %arg.size, %entry ], [ %.427, %B298 ], [ %size.1, %B695 ]
  store i64 %storemerge269, ptr %retptr, align 8
  ret void

B48:                                              ; preds = %entry
  %.90.idx = mul i64 %arg.size, 12
  %.90 = getelementptr i8, ptr %arg.queue, i64 %.90.idx
  store i32 %arg.run, ptr %.90, align 4
  %.97 = getelementptr i8, ptr %.90, i64 4
  store i32 %arg.position, ptr %.97, align 4
  %.105 = getelementptr i8, ptr %.90, i64 8
  store i32 %.54, ptr %.105, align 4
  %.112 = getelementptr i32, ptr %arg.run_end, i64 %.44
  %.113 = load i32, ptr %.112, align 4
  %.151 = sub i32 %.113, %arg.run
  %.196283.not = icmp slt i32 %.151, 1
  br i1 %.196283.not, label %B298, label %B152.if.lr.ph

B152.if.lr.ph:                                    ; preds = %B48
  %.295 = sub i64 %arg.rides_n, %arg.ride
  %.338280.not = icmp slt i64 %.295, 1
  %.409 = trunc i32 %arg.position to i16
  br label %B152.if

B196:                                             ; preds = %B152.if
  %invariant.gep = getelementptr i16, ptr %arg.boarded, i64 %2
  br i1 %.338280.not, label %B296, label %B228.if

B272:                                             ; preds = %B228.if
  %.351 = add i64 %.282.0281, 1
  %.347 = add nsw i64 %.285.0282, -1
  store i16 %.409, ptr %gep, align 2
  %.338 = icmp sgt i64 %.285.0282, 1
  br i1 %.338, label %B228.if, label %B296

B296:                                             ; preds = %B228.if, %B272, %B196
  %.196 = icmp sgt i32 %.141.0285, 1
  br i1 %.196, label %B152.if, label %B298

B298:                                             ; preds = %B152.if, %B296, %B48
  %.427 = add nsw i64 %arg.size, 1
  %.433 = getelementptr i64, ptr %arg.stay_indptr, i64 %.44
  %.434 = load i64, ptr %.433, align 8
  %.441 = getelementptr i8, ptr %.433, i64 8
  %.442 = load i64, ptr %.441, align 8
  %.481 = sub i64 %.442, %.434
  %.524294.not = icmp slt i64 %.481, 1
  br i1 %.524294.not, label %common.ret, label %B370.if.lr.ph

B370.if.lr.ph:                                    ; preds = %B298
  %1 = getelementptr i8, ptr %arg.stayed, i64 %.42
  %.808 = sub i64 %arg.rides_n, %arg.ride
  %.851288.not = icmp slt i64 %.808, 1
  br label %B370.if

B418:                                             ; preds = %B370.if
  %.586 = getelementptr i16, ptr %arg.boarded, i64 %.573
  %.587 = load i16, ptr %.586, align 2
  %.589 = icmp eq i16 %.587, 0
  br i1 %.589, label %B695, label %B456

B456:                                             ; preds = %B418
  %.598.idx = mul i64 %size.0297, 12
  %.598 = getelementptr i8, ptr %arg.queue, i64 %.598.idx
  store i32 %.564, ptr %.598, align 4
  %.605 = getelementptr i8, ptr %.598, i64 4
  store i32 0, ptr %.605, align 4
  %.615 = load i16, ptr %.586, align 2
  %.620 = sext i16 %.615 to i32
  %.621 = getelementptr i8, ptr %.598, i64 8
  store i32 %.620, ptr %.621, align 4
  %.624 = add nsw i64 %size.0297, 1
  %.630 = getelementptr i32, ptr %arg.run_end, i64 %.572
  %.631 = load i32, ptr %.630, align 4
  %.671 = sub i32 %.631, %.564
  %.714291.not = icmp slt i32 %.671, 1
  br i1 %.714291.not, label %B695, label %B594.if

B594.loopexit:                                    ; preds = %B662.if, %B630
  %.714 = icmp ugt i32 %.661.0293, 1
  br i1 %.714, label %B594.if, label %B695

B630:                                             ; preds = %B594.if
  %invariant.gep286 = getelementptr i8, ptr %arg.stayed, i64 %4
  br i1 %.851288.not, label %B594.loopexit, label %B662.if

B695:                                             ; preds = %B594.if, %B594.loopexit, %B456, %B370.if, %B418
  %size.1 = phi i64 [ %size.0297, %B370.if ], [ %size.0297, %B418 ], [ %.624, %B456 ], [ %.624, %B594.loopexit ], [ %.624, %B594.if ]
  %.524 = icmp sgt i64 %.471.0296, 1
  br i1 %.524, label %B370.if, label %common.ret

B152.if:                                          ; preds = %B152.if.lr.ph, %B296
  %.141.0285 = phi i32 [ %.151, %B152.if.lr.ph ], [ %.205, %B296 ]
  %.138.0284 = phi i32 [ %arg.run, %B152.if.lr.ph ], [ %.209, %B296 ]
  %.205 = add nsw i32 %.141.0285, -1
  %.209 = add i32 %.138.0284, 1
  %2 = sext i32 %.138.0284 to i64
  %.244 = getelementptr i16, ptr %0, i64 %2
  %.245 = load i16, ptr %.244, align 2
  %.247 = sext i16 %.245 to i32
  %.248.not = icmp slt i32 %arg.position, %.247
  br i1 %.248.not, label %B196, label %B298

B228.if:                                          ; preds = %B196, %B272
  %.285.0282 = phi i64 [ %.347, %B272 ], [ %.295, %B196 ]
  %.282.0281 = phi i64 [ %.351, %B272 ], [ %arg.ride, %B196 ]
  %3 = mul nsw i64 %.282.0281, %arg.runs_n
  %gep = getelementptr i16, ptr %invariant.gep, i64 %3
  %.387 = load i16, ptr %gep, align 2
  %.389 = sext i16 %.387 to i32
  %.390.not = icmp slt i32 %arg.position, %.389
  br i1 %.390.not, label %B272, label %B296

B370.if:                                          ; preds = %B370.if.lr.ph, %B695
  %size.0297 = phi i64 [ %.427, %B370.if.lr.ph ], [ %size.1, %B695 ]
  %.471.0296 = phi i64 [ %.481, %B370.if.lr.ph ], [ %.533, %B695 ]
  %.468.0295 = phi i64 [ %.434, %B370.if.lr.ph ], [ %.537, %B695 ]
  %.533 = add nsw i64 %.471.0296, -1
  %.537 = add i64 %.468.0295, 1
  %.563 = getelementptr i32, ptr %arg.stays, i64 %.468.0295
  %.564 = load i32, ptr %.563, align 4
  %.572 = sext i32 %.564 to i64
  %.573 = add nsw i64 %.42, %.572
  %.575 = getelementptr i8, ptr %arg.stayed, i64 %.573
  %.576 = load i8, ptr %.575, align 1
  %.577.not = icmp eq i8 %.576, 0
  br i1 %.577.not, label %B418, label %B695

B594.if:                                          ; preds = %B456, %B594.loopexit
  %.661.0293 = phi i32 [ %.723, %B594.loopexit ], [ %.671, %B456 ]
  %.658.0292 = phi i32 [ %.727, %B594.loopexit ], [ %.564, %B456 ]
  %.723 = add nsw i32 %.661.0293, -1
  %.727 = add i32 %.658.0292, 1
  %4 = sext i32 %.658.0292 to i64
  %.761 = getelementptr i8, ptr %1, i64 %4
  %.762 = load i8, ptr %.761, align 1
  %.763.not = icmp eq i8 %.762, 0
  br i1 %.763.not, label %B630, label %B695

B662.if:                                          ; preds = %B630, %B662.if
  %.798.0290 = phi i64 [ %.860, %B662.if ], [ %.808, %B630 ]
  %.795.0289 = phi i64 [ %.864, %B662.if ], [ %arg.ride, %B630 ]
  %.860 = add nsw i64 %.798.0290, -1
  %.864 = add i64 %.795.0289, 1
  %5 = mul nsw i64 %.795.0289, %arg.runs_n
  %gep287 = getelementptr i8, ptr %invariant.gep286, i64 %5
  store i8 1, ptr %gep287, align 1
  %.851 = icmp ugt i64 %.798.0290, 1
  br i1 %.851, label %B662.if, label %B594.loopexit
}

!0 = !{!1}
!1 = distinct !{!1, !2, !"useful_changes.0: %retptr"}
!2 = distinct !{!2, !"useful_changes.0"}
!3 = !{!4}
!4 = distinct !{!4, !5, !"seeds_within_reach.0: %retptr"}
!5 = distinct !{!5, !"seeds_within_reach.0"}
!6 = !{!7}
!7 = distinct !{!7, !8, !"search_departures.0: %retptr"}
!8 = distinct !{!8, !"search_departures.0"}
!9 = !{!10, !7}
!10 = distinct !{!10, !11, !"search_departures.15: %retptr"}
!11 = distinct !{!11, !"search_departures.15"}
!12 = !{!13, !7}
!13 = distinct !{!13, !14, !"search_departures.15: %retptr"}
!14 = distinct !{!14, !"search_departures.15"}
!15 = !{!16, !7}
!16 = distinct !{!16, !17, !"search_departures.15: %retptr"}
!17 = distinct !{!17, !"search_departures.15"}
!18 = !{!19}
!19 = distinct !{!19, !20, !"search_departures_1.0: %retptr"}
!20 = distinct !{!20, !"search_departures_1.0"}
!21 = !{!22, !19}
!22 = distinct !{!22, !23, !"search_departures_1.15: %retptr"}
!23 = distinct !{!23, !"search_departures_1.15"}
!24 = !{!25, !19}
!25 = distinct !{!25, !26, !"search_departures_1.15: %retptr"}
!26 = distinct !{!26, !"search_departures_1.15"}
!27 = !{!28, !19}
!28 = distinct !{!28, !29, !"search_departures_1.17: %retptr"}
!29 = distinct !{!29, !"search_departures_1.17"}
