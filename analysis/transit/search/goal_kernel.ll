; Kernels of goal_kernel.py in LLVM's intermediate code. Made by tools/kernels.py: not to be edited.
; made from goal_kernel.py, SHA-256 67e6cb062fca1a024c99d26d34ab721f99fd10e1f4b60c9667a180b6f029860a
; by Python 3.11, Numba 0.68.1, llvmlite 0.50.0
define i64 @times_at_stops(i64 %a0, i64 %a1, i64 %a2, i64 %a3, i64 returned %a4, ptr readonly %a5, ptr %a6) {
done:
  %0 = trunc i64 %a2 to i16
  %.24.i = add i16 %0, 1
  %.117134.not.i = icmp slt i64 %a4, 1
  br i1 %.117134.not.i, label %times_at_stops.0.exit, label %B112.if.lr.ph.i

B112.if.lr.ph.i:                                  ; preds = %done
  %.192.i = add i64 %a1, -65536
  %.197.i = icmp ne i64 %a1, 0
  %.209.i = icmp ne i64 %a1, -1
  br label %B112.if.i

B110.loopexit.i:                                  ; preds = %B546.if.i
  %.117.i = icmp ugt i64 %.61.0136.i, 1
  br i1 %.117.i, label %B112.if.i, label %times_at_stops.0.exit

B318.i:                                           ; preds = %B112.if.i
  %.193.i = add i64 %.192.i, %.178.i
  %.208.i = icmp ne i64 %.193.i, -9223372036854775808
  %.210.not.i = or i1 %.209.i, %.208.i
  %or.cond.i = select i1 %.197.i, i1 %.210.not.i, i1 false, !prof !0
  br i1 %or.cond.i, label %B318.else.if.i, label %B382.i, !prof !0

B382.i:                                           ; preds = %B318.else.if.i, %B112.if.i, %B318.i
  %first.1.i = phi i16 [ 0, %B112.if.i ], [ 0, %B318.i ], [ %2, %B318.else.if.i ]
  %1 = and i32 %.167.i, 65472
  %narrow.i = add nuw nsw i32 %1, 64
  %.297.i = zext nneg i32 %narrow.i to i64
  br label %B546.if.i

B112.if.i:                                        ; preds = %B110.loopexit.i, %B112.if.lr.ph.i
  %.61.0136.i = phi i64 [ %a4, %B112.if.lr.ph.i ], [ %.126.i, %B110.loopexit.i ]
  %.58.0135.i = phi i64 [ 0, %B112.if.lr.ph.i ], [ %.130.i, %B110.loopexit.i ]
  %.126.i = add nsw i64 %.61.0136.i, -1
  %.130.i = add i64 %.58.0135.i, 4
  %.156.i = getelementptr i32, ptr %a5, i64 %.58.0135.i
  %.157.i = load i32, ptr %.156.i, align 4, !noalias !1
  %.158.i = sext i32 %.157.i to i64
  %.160.i = mul nsw i64 %a3, %.158.i
  %.166.i = getelementptr i8, ptr %.156.i, i64 4
  %.167.i = load i32, ptr %.166.i, align 4, !noalias !1
  %.168.i = trunc i32 %.167.i to i16
  %.174.i = getelementptr i8, ptr %.156.i, i64 8
  %.175.i = load i32, ptr %.174.i, align 4, !noalias !1
  %.176.i = sext i32 %.175.i to i64
  %.178.i = sub nsw i64 %.176.i, %a0
  %.187.i = icmp sgt i64 %.178.i, 65535
  br i1 %.187.i, label %B318.i, label %B382.i

B318.else.if.i:                                   ; preds = %B318.i
  %.213.i = sdiv i64 %.193.i, %a1
  %.214.i = srem i64 %.193.i, %a1
  %.215.i = xor i64 %.214.i, %a1
  %.216.i = icmp slt i64 %.215.i, 0
  %.217.i = icmp ne i64 %.214.i, 0
  %.218.i = and i1 %.217.i, %.216.i
  %.223.i = sext i1 %.218.i to i64
  %spec.select.i = add i64 %.213.i, %.223.i
  %2 = trunc i64 %spec.select.i to i16
  br label %B382.i

B546.if.i:                                        ; preds = %B546.if.i, %B382.i
  %number.1133.i = phi i16 [ 0, %B382.i ], [ %.469.i, %B546.if.i ]
  %value.1.in132.i = phi i64 [ %.178.i, %B382.i ], [ %.463.i, %B546.if.i ]
  %.287.0131.i = phi i64 [ %.297.i, %B382.i ], [ %.349.i, %B546.if.i ]
  %.284.0130.i = phi i64 [ %.160.i, %B382.i ], [ %.353.i, %B546.if.i ]
  %value.1.i = trunc i64 %value.1.in132.i to i16
  %.349.i = add nsw i64 %.287.0131.i, -1
  %.353.i = add i64 %.284.0130.i, 1
  %.383.i = getelementptr i16, ptr %a6, i64 %.284.0130.i
  %.384.i = load i16, ptr %.383.i, align 2, !noalias !1
  %value.1..24.i = tail call i16 @llvm.umin.i16(i16 %.24.i, i16 %value.1.i)
  %.409.not.i = icmp ugt i16 %number.1133.i, %.168.i
  %.431.not.i = icmp ult i16 %number.1133.i, %first.1.i
  %3 = select i1 %.431.not.i, i1 true, i1 %.409.not.i
  %"$phi624.2.2.i" = select i1 %3, i16 %.384.i, i16 %value.1..24.i
  store i16 %"$phi624.2.2.i", ptr %.383.i, align 2, !noalias !1
  %.463.i = sub i64 %value.1.in132.i, %a1
  %.469.i = add i16 %number.1133.i, 1
  %.340.i = icmp ugt i64 %.287.0131.i, 1
  br i1 %.340.i, label %B546.if.i, label %B110.loopexit.i

times_at_stops.0.exit:                            ; preds = %B110.loopexit.i, %done
  ret i64 %a4
}

declare i16 @llvm.umin.i16(i16, i16)

define i64 @choose_ranks(i64 %a0, i64 %a1, i64 returned %a2, i64 %a3, ptr readonly %a4, ptr readonly %a5, ptr readonly %a6, ptr readonly %a7, ptr readonly %a8, ptr readonly %a9, i64 %a10, ptr readonly %a11, ptr %a12, ptr writeonly %a13) {
done:
  %.47.i = add nsw i64 %a3, 1
  %.48.i = trunc i64 %.47.i to i16
  %0 = trunc i64 %a3 to i16
  %.59.i = sub i16 -2, %0
  %.146577.not.i = icmp slt i64 %a2, 1
  br i1 %.146577.not.i, label %choose_ranks.0.exit, label %B166.lr.ph.i

B166.lr.ph.i:                                     ; preds = %done
  %.306544.not.i = icmp slt i64 %a1, 1
  %.947.i = sub i64 %a1, %a0
  %spec.select540.i = tail call i64 @llvm.smax.i64(i64 %.947.i, i64 0)
  %.990556.not.i = icmp slt i64 %.947.i, 1
  %.1287563.not.i = icmp slt i64 %a0, 1
  %.1466573.not.i = icmp slt i64 %a10, 1
  %1 = shl i64 %a0, 1
  %scevgep.i = getelementptr i8, ptr %a12, i64 %1
  %2 = shl nuw i64 %spec.select540.i, 1
  br label %B166.i

B162.loopexit.i:                                  ; preds = %B1332.i, %B974.i
  %exitcond587.not.i = icmp eq i64 %.159.i, %a2
  br i1 %exitcond587.not.i, label %choose_ranks.0.exit, label %B166.i

B166.i:                                           ; preds = %B162.loopexit.i, %B166.lr.ph.i
  %.87.0578.i = phi i64 [ 0, %B166.lr.ph.i ], [ %.159.i, %B162.loopexit.i ]
  %.159.i = add nuw nsw i64 %.87.0578.i, 1
  %.189.i = getelementptr i32, ptr %a9, i64 %.87.0578.i
  %.190.i = load i32, ptr %.189.i, align 4, !noalias !4
  %.196.i = sext i32 %.190.i to i64
  %.197.not.i = icmp slt i64 %a3, %.196.i
  %.47..196.i = select i1 %.197.not.i, i64 %.47.i, i64 %.196.i
  %.218.i = trunc i64 %.47..196.i to i16
  br i1 %.306544.not.i, label %B282.i, label %B266.if.i

B282.i:                                           ; preds = %B266.if.i, %B166.i
  %.363.i = getelementptr i64, ptr %a6, i64 %.87.0578.i
  %.364.i = load i64, ptr %.363.i, align 8, !noalias !4
  %.368.i = getelementptr i8, ptr %.363.i, i64 8
  %.369.i = load i64, ptr %.368.i, align 8, !noalias !4
  %.406.i = sub i64 %.369.i, %.364.i
  %.449553.not.i = icmp slt i64 %.406.i, 1
  br i1 %.449553.not.i, label %B732.i, label %B344.if.i

B390.i:                                           ; preds = %B344.if.i
  %.513.i = mul nsw i64 %a1, %.499.i
  %.521.i = getelementptr i16, ptr %a8, i64 %.393.0554.i
  %.522.i = load i16, ptr %.521.i, align 2, !noalias !4
  %.530.not.i = icmp ugt i16 %.522.i, %.59.i
  br i1 %.530.not.i, label %B600.preheader.i, label %B458.preheader.i

B458.preheader.i:                                 ; preds = %B390.i
  br i1 %.306544.not.i, label %B1429.i, label %B458.if.lr.ph.i

B458.if.lr.ph.i:                                  ; preds = %B458.preheader.i
  %3 = getelementptr i16, ptr %a5, i64 %.513.i
  br label %B458.if.i

B600.preheader.i:                                 ; preds = %B390.i
  br i1 %.306544.not.i, label %B1429.i, label %B600.if.lr.ph.i

B600.if.lr.ph.i:                                  ; preds = %B600.preheader.i
  %4 = getelementptr i16, ptr %a5, i64 %.513.i
  br label %B600.if.i

B732.i:                                           ; preds = %B1429.i, %B282.i
  br i1 %.990556.not.i, label %B844.preheader.i, label %B764.if.preheader.i

B764.if.preheader.i:                              ; preds = %B732.i
  tail call void @llvm.memset.p0.i64(ptr align 2 %scevgep.i, i8 -1, i64 %2, i1 false), !noalias !4
  br label %B844.preheader.i

B844.preheader.i:                                 ; preds = %B764.if.preheader.i, %B732.i
  br i1 %.306544.not.i, label %B894.i, label %B844.if.i

B894.i:                                           ; preds = %B844.if.i, %B844.preheader.i
  %low.1.lcssa.i = phi i16 [ -1, %B844.preheader.i ], [ %.1173.low.1.i, %B844.if.i ]
  br i1 %.1287563.not.i, label %B974.i, label %B924.if.i

B974.loopexit.i:                                  ; preds = %B924.if.i
  %5 = tail call i16 @llvm.umin.i16(i16 %.1330.top.1.i, i16 %.48.i)
  br label %B974.i

B974.i:                                           ; preds = %B974.loopexit.i, %B894.i
  %top.1.lcssa.i = phi i16 [ 0, %B894.i ], [ %5, %B974.loopexit.i ]
  br i1 %.1466573.not.i, label %B162.loopexit.i, label %B1024.if.lr.ph.i

B1024.if.lr.ph.i:                                 ; preds = %B974.i
  %.1764.i = mul nuw nsw i64 %.87.0578.i, %a10
  %6 = getelementptr i32, ptr %a13, i64 %.1764.i
  br label %B1024.if.i

B1044.i:                                          ; preds = %B1044.preheader.i, %B1240.i
  %low.4.i = phi i16 [ %"$phi1318.2.4.i", %B1240.i ], [ %low.3576.i, %B1044.preheader.i ]
  %high.2.i = phi i16 [ %.1526.high.2.i, %B1240.i ], [ %top.1.lcssa.i, %B1044.preheader.i ]
  %.1519.i = zext i16 %high.2.i to i32
  %.1520.i = zext i16 %low.4.i to i32
  %.1521.i = sub nsw i32 %.1519.i, %.1520.i
  %.1522.i = lshr i32 %.1521.i, 1
  %7 = trunc i32 %.1522.i to i16
  %.1526.i = add i16 %low.4.i, %7
  br i1 %.306544.not.i, label %B1240.i, label %B1152.if.i

B1240.loopexit.i:                                 ; preds = %B1152.if.i
  %8 = zext i16 %.1667.i to i64
  br label %B1240.i

B1240.i:                                          ; preds = %B1240.loopexit.i, %B1044.i
  %count.4.lcssa.i = phi i64 [ 0, %B1044.i ], [ %8, %B1240.loopexit.i ]
  %.1682.i = icmp slt i64 %.1679.i, %count.4.lcssa.i
  %.1526.high.2.i = select i1 %.1682.i, i16 %.1526.i, i16 %high.2.i
  %.1725.i = add i16 %.1526.i, 1
  %"$phi1318.2.4.i" = select i1 %.1682.i, i16 %low.4.i, i16 %.1725.i
  %.1739.i = icmp ult i16 %"$phi1318.2.4.i", %.1526.high.2.i
  br i1 %.1739.i, label %B1044.i, label %B1332.i

B1332.i:                                          ; preds = %B1240.i, %B1024.if.i
  %low.5.i = phi i16 [ %low.3576.i, %B1024.if.i ], [ %"$phi1318.2.4.i", %B1240.i ]
  %.1750.i = icmp ult i16 %low.5.i, %.48.i
  %.1753.i = zext i16 %low.5.i to i32
  %"$phi1402.2.2.i" = select i1 %.1750.i, i32 %.1753.i, i32 -1
  %.1771.i = getelementptr i32, ptr %6, i64 %.1410.0574.i
  store i32 %"$phi1402.2.2.i", ptr %.1771.i, align 4, !noalias !4
  %exitcond586.not.i = icmp eq i64 %a10, %.1479.i
  br i1 %exitcond586.not.i, label %B162.loopexit.i, label %B1024.if.i

B1429.i:                                          ; preds = %B458.if.i, %B600.if.i, %B344.if.i, %B600.preheader.i, %B458.preheader.i
  %.449.i = icmp ugt i64 %.396.0555.i, 1
  br i1 %.449.i, label %B344.if.i, label %B732.i

B266.if.i:                                        ; preds = %B166.i, %B266.if.i
  %.250.0545.i = phi i64 [ %.319.i, %B266.if.i ], [ 0, %B166.i ]
  %.319.i = add nuw nsw i64 %.250.0545.i, 1
  %.350.i = getelementptr i16, ptr %a12, i64 %.250.0545.i
  store i16 %.218.i, ptr %.350.i, align 2, !noalias !4
  %exitcond.not.i = icmp eq i64 %a1, %.319.i
  br i1 %exitcond.not.i, label %B282.i, label %B266.if.i

B344.if.i:                                        ; preds = %B282.i, %B1429.i
  %.396.0555.i = phi i64 [ %.458.i, %B1429.i ], [ %.406.i, %B282.i ]
  %.393.0554.i = phi i64 [ %.462.i, %B1429.i ], [ %.364.i, %B282.i ]
  %.458.i = add nsw i64 %.396.0555.i, -1
  %.462.i = add i64 %.393.0554.i, 1
  %.492.i = getelementptr i32, ptr %a7, i64 %.393.0554.i
  %.493.i = load i32, ptr %.492.i, align 4, !noalias !4
  %.499.i = sext i32 %.493.i to i64
  %.500.i = getelementptr i32, ptr %a4, i64 %.499.i
  %.501.i = load i32, ptr %.500.i, align 4, !noalias !4
  %.503.i = icmp slt i32 %.501.i, 0
  br i1 %.503.i, label %B1429.i, label %B390.i

B458.if.i:                                        ; preds = %B458.if.i, %B458.if.lr.ph.i
  %.556.0548.i = phi i64 [ 0, %B458.if.lr.ph.i ], [ %.625.i, %B458.if.i ]
  %.625.i = add nuw nsw i64 %.556.0548.i, 1
  %.656.i = getelementptr i16, ptr %3, i64 %.556.0548.i
  %.657.i = load i16, ptr %.656.i, align 2, !noalias !4
  %.661.i = add i16 %.657.i, %.522.i
  %.668.i = getelementptr i16, ptr %a12, i64 %.556.0548.i
  %.669.i = load i16, ptr %.668.i, align 2, !noalias !4
  %.661..669.i = tail call i16 @llvm.umin.i16(i16 %.661.i, i16 %.669.i)
  store i16 %.661..669.i, ptr %.668.i, align 2, !noalias !4
  %exitcond581.not.i = icmp eq i64 %a1, %.625.i
  br i1 %exitcond581.not.i, label %B1429.i, label %B458.if.i

B600.if.i:                                        ; preds = %B600.if.i, %B600.if.lr.ph.i
  %.732.0551.i = phi i64 [ 0, %B600.if.lr.ph.i ], [ %.801.i, %B600.if.i ]
  %.801.i = add nuw nsw i64 %.732.0551.i, 1
  %.832.i = getelementptr i16, ptr %4, i64 %.732.0551.i
  %.833.i = load i16, ptr %.832.i, align 2, !noalias !4
  %..837.i = tail call i16 @llvm.uadd.sat.i16(i16 %.522.i, i16 %.833.i)
  %.865.i = getelementptr i16, ptr %a12, i64 %.732.0551.i
  %.866.i = load i16, ptr %.865.i, align 2, !noalias !4
  %"$phi720.3.4.i" = tail call i16 @llvm.umin.i16(i16 %..837.i, i16 %.866.i)
  store i16 %"$phi720.3.4.i", ptr %.865.i, align 2, !noalias !4
  %exitcond582.not.i = icmp eq i64 %a1, %.801.i
  br i1 %exitcond582.not.i, label %B1429.i, label %B600.if.i

B844.if.i:                                        ; preds = %B844.preheader.i, %B844.if.i
  %low.1562.i = phi i16 [ %.1173.low.1.i, %B844.if.i ], [ -1, %B844.preheader.i ]
  %.1074.0560.i = phi i64 [ %.1143.i, %B844.if.i ], [ 0, %B844.preheader.i ]
  %.1143.i = add nuw nsw i64 %.1074.0560.i, 1
  %.1172.i = getelementptr i16, ptr %a12, i64 %.1074.0560.i
  %.1173.i = load i16, ptr %.1172.i, align 2, !noalias !4
  %.1173.low.1.i = tail call i16 @llvm.umin.i16(i16 %.1173.i, i16 %low.1562.i)
  %exitcond583.not.i = icmp eq i64 %a1, %.1143.i
  br i1 %exitcond583.not.i, label %B894.i, label %B844.if.i

B924.if.i:                                        ; preds = %B894.i, %B924.if.i
  %top.1566.i = phi i16 [ %.1330.top.1.i, %B924.if.i ], [ 0, %B894.i ]
  %.1231.0564.i = phi i64 [ %.1300.i, %B924.if.i ], [ 0, %B894.i ]
  %.1300.i = add nuw nsw i64 %.1231.0564.i, 1
  %.1329.i = getelementptr i16, ptr %a12, i64 %.1231.0564.i
  %.1330.i = load i16, ptr %.1329.i, align 2, !noalias !4
  %.1330.top.1.i = tail call i16 @llvm.umax.i16(i16 %.1330.i, i16 %top.1566.i)
  %exitcond584.not.i = icmp eq i64 %a0, %.1300.i
  br i1 %exitcond584.not.i, label %B974.loopexit.i, label %B924.if.i

B1024.if.i:                                       ; preds = %B1332.i, %B1024.if.lr.ph.i
  %low.3576.i = phi i16 [ %low.1.lcssa.i, %B1024.if.lr.ph.i ], [ %low.5.i, %B1332.i ]
  %.1410.0574.i = phi i64 [ 0, %B1024.if.lr.ph.i ], [ %.1479.i, %B1332.i ]
  %.1479.i = add nuw nsw i64 %.1410.0574.i, 1
  %.1512.i = icmp ult i16 %low.3576.i, %top.1.lcssa.i
  br i1 %.1512.i, label %B1044.preheader.i, label %B1332.i

B1044.preheader.i:                                ; preds = %B1024.if.i
  %.1678.i = getelementptr i64, ptr %a11, i64 %.1410.0574.i
  %.1679.i = load i64, ptr %.1678.i, align 8, !noalias !4
  br label %B1044.i

B1152.if.i:                                       ; preds = %B1044.i, %B1152.if.i
  %count.4571.i = phi i16 [ %.1667.i, %B1152.if.i ], [ 0, %B1044.i ]
  %.1558.0569.i = phi i64 [ %.1627.i, %B1152.if.i ], [ 0, %B1044.i ]
  %.1627.i = add nuw nsw i64 %.1558.0569.i, 1
  %.1656.i = getelementptr i16, ptr %a12, i64 %.1558.0569.i
  %.1657.i = load i16, ptr %.1656.i, align 2, !noalias !4
  %.1661.i = icmp ule i16 %.1657.i, %.1526.i
  %.1666.i = zext i1 %.1661.i to i16
  %.1667.i = add i16 %count.4571.i, %.1666.i
  %exitcond585.not.i = icmp eq i64 %a1, %.1627.i
  br i1 %exitcond585.not.i, label %B1240.loopexit.i, label %B1152.if.i

choose_ranks.0.exit:                              ; preds = %B162.loopexit.i, %done
  ret i64 %a2
}

declare i64 @llvm.smax.i64(i64, i64)

declare void @llvm.memset.p0.i64(ptr writeonly, i8, i64, i1 immarg)

declare i16 @llvm.uadd.sat.i16(i16, i16)

declare i16 @llvm.umax.i16(i16, i16)

define i64 @departures_in_time(i64 %a0, i64 %a1, i64 %a2, i64 %a3, i64 returned %a4, i64 %a5, ptr readonly %a6, ptr readonly %a7, ptr readonly %a8, ptr readonly %a9, i64 %a10, i64 %a11, ptr %a12, ptr %a13, ptr %a14) {
done:
  %.85.i = icmp slt i64 %a2, 1
  br i1 %.85.i, label %departures_in_time.0.exit, label %B0.endif.endif.i

B54.loopexit.i:                                   ; preds = %B1538.if.i, %B1508.i
  %.130.i = icmp sgt i64 %.74.0471.i, 1
  br i1 %.130.i, label %B58.i, label %departures_in_time.0.exit

B58.i:                                            ; preds = %B58.lr.ph.i, %B54.loopexit.i
  %.71.0472.i = phi i64 [ 0, %B58.lr.ph.i ], [ %.143.i, %B54.loopexit.i ]
  %.74.0471.i = phi i64 [ %.108.i, %B58.lr.ph.i ], [ %.139.i, %B54.loopexit.i ]
  %.139.i = add nsw i64 %.74.0471.i, -1
  %.143.i = add i64 %.71.0472.i, 124
  br i1 %.252452.i, label %B96.if.preheader.i, label %B112.i

B96.if.preheader.i:                               ; preds = %B58.i
  tail call void @llvm.memset.p0.i64(ptr align 8 %a13, i8 0, i64 %8, i1 false), !noalias !7
  br label %B112.i

B112.i:                                           ; preds = %B96.if.preheader.i, %B58.i
  br i1 %.385464.not.i, label %B1508.i, label %B144.if.i

B208.i:                                           ; preds = %B144.if.i
  %.439.i = getelementptr i32, ptr %a7, i64 %.328.0466.i
  %.440.i = load i32, ptr %.439.i, align 4, !noalias !7
  %.476.i = icmp sgt i32 %.440.i, -1
  br i1 %.476.i, label %B330.i, label %B952.i

B330.i:                                           ; preds = %B208.i, %B874.i
  %indvars.iv.i = phi i64 [ %indvars.iv.next.i, %B874.i ], [ 4, %B208.i ]
  %row.2.in.i = phi i32 [ %.518.i, %B874.i ], [ %.440.i, %B208.i ]
  %stretches_n.2.i = phi i64 [ %.734.i, %B874.i ], [ 0, %B208.i ]
  %earlier.2.i = phi i64 [ %.595.i, %B874.i ], [ 0, %B208.i ]
  %late.2.i = phi i64 [ %.657.i, %B874.i ], [ 0, %B208.i ]
  %early.2.i = phi i64 [ %.625.i, %B874.i ], [ 0, %B208.i ]
  %least.2.i = phi i64 [ %"$phi670.2.4.i", %B874.i ], [ %a3, %B208.i ]
  %most.2.i = phi i64 [ %"$phi628.2.4.i", %B874.i ], [ -1, %B208.i ]
  %row.2.i = zext nneg i32 %row.2.in.i to i64
  %.idx.i = shl nuw nsw i64 %row.2.i, 4
  %0 = getelementptr i8, ptr %a6, i64 %.idx.i
  %.485.i = getelementptr i8, ptr %0, i64 4
  %.486.i = load i32, ptr %.485.i, align 4, !noalias !7
  %.488.i = sext i32 %.486.i to i64
  %.489.i = sub nsw i64 %.488.i, %.71.0472.i
  %.497.i = mul nsw i64 %a1, %.488.i
  %.506.i = getelementptr i8, ptr %0, i64 8
  %.507.i = load i32, ptr %.506.i, align 4, !noalias !7
  %.508.i = sext i32 %.507.i to i64
  %.501.i = add i64 %.499.i, %.497.i
  %.509.i = sub i64 %.501.i, %.508.i
  %.517.i = getelementptr i8, ptr %0, i64 12
  %.518.i = load i32, ptr %.517.i, align 4, !noalias !7
  %.537.i = icmp ne i64 %.509.i, -9223372036854775808
  %.539.not.i = or i1 %.538.i, %.537.i
  %or.cond.i = select i1 %.526.i, i1 %.539.not.i, i1 false, !prof !0
  br i1 %or.cond.i, label %B330.else.if.i, label %B330.endif.i, !prof !0

B720.i:                                           ; preds = %B330.endif.i
  %.729.i = shl nsw i64 %stretches_n.2.i, 2
  %1 = getelementptr i32, ptr %a12, i64 %.729.i
  %.743.i = getelementptr i8, ptr %1, i64 -16
  %.744.i = load i32, ptr %.743.i, align 4, !noalias !7
  %.746.i = sext i32 %.744.i to i64
  %.747.i = icmp slt i64 %.722.i, %.746.i
  br i1 %.747.i, label %B750.i, label %B874.i

B750.i:                                           ; preds = %B720.i, %B844.i
  %indvars.iv475.i = phi i64 [ %indvars.iv.next476.i, %B844.i ], [ %indvars.iv.i, %B720.i ]
  %place.5.i = phi i64 [ %.891.i, %B844.i ], [ %.729.i, %B720.i ]
  br label %B788.if.i

B822.i:                                           ; preds = %B788.if.i
  %.891.i = add nsw i64 %place.5.i, -4
  %.895.i = icmp sgt i64 %place.5.i, 4
  br i1 %.895.i, label %B844.i, label %B874.i

B844.i:                                           ; preds = %B822.i
  %2 = getelementptr i32, ptr %a12, i64 %place.5.i
  %.900.i = getelementptr i8, ptr %2, i64 -32
  %.901.i = load i32, ptr %.900.i, align 4, !noalias !7
  %.903.i = sext i32 %.901.i to i64
  %.904.i = icmp slt i64 %.722.i, %.903.i
  %indvars.iv.next476.i = add i64 %indvars.iv475.i, -4
  br i1 %.904.i, label %B750.i, label %B874.i

B874.i:                                           ; preds = %B844.i, %B822.i, %B330.endif.i, %B720.i
  %place.4.i = phi i64 [ %.729.i, %B720.i ], [ 0, %B330.endif.i ], [ %.891.i, %B822.i ], [ %.891.i, %B844.i ]
  %.914.i = trunc i64 %.722.i to i32
  %.915.i = getelementptr i32, ptr %a12, i64 %place.4.i
  store i32 %.914.i, ptr %.915.i, align 4, !noalias !7
  %.927.i = trunc i64 %.569.i to i32
  %.928.i = getelementptr i8, ptr %.915.i, i64 4
  store i32 %.927.i, ptr %.928.i, align 4, !noalias !7
  %.934.i = trunc i64 %"$phi490.2.4.i" to i32
  %.935.i = getelementptr i8, ptr %.915.i, i64 8
  store i32 %.934.i, ptr %.935.i, align 4, !noalias !7
  %.945.i = trunc i64 %.489.i to i32
  %.946.i = getelementptr i8, ptr %.915.i, i64 12
  store i32 %.945.i, ptr %.946.i, align 4, !noalias !7
  %.951.i = icmp sgt i32 %.518.i, -1
  %indvars.iv.next.i = add i64 %indvars.iv.i, 4
  br i1 %.951.i, label %B330.i, label %B952.loopexit.i

B952.loopexit.i:                                  ; preds = %B874.i
  %3 = shl nsw i64 %.734.i, 2
  br label %B952.i

B952.i:                                           ; preds = %B144.if.i, %B952.loopexit.i, %B208.i
  %stretches_n.3.i = phi i64 [ 0, %B144.if.i ], [ 0, %B208.i ], [ %3, %B952.loopexit.i ]
  %late.3.i = phi i64 [ 0, %B144.if.i ], [ 0, %B208.i ], [ %.657.i, %B952.loopexit.i ]
  %early.3.i = phi i64 [ 0, %B144.if.i ], [ 0, %B208.i ], [ %.625.i, %B952.loopexit.i ]
  %least.3.i = phi i64 [ %a3, %B144.if.i ], [ %a3, %B208.i ], [ %"$phi670.2.4.i", %B952.loopexit.i ]
  %most.3.i = phi i64 [ -1, %B144.if.i ], [ -1, %B208.i ], [ %"$phi628.2.4.i", %B952.loopexit.i ]
  %.977.i = icmp ne i64 %least.3.i, -9223372036854775808
  %.979.not.i = or i1 %.538.i, %.977.i
  %or.cond473.i = select i1 %.526.i, i1 %.979.not.i, i1 false, !prof !0
  br i1 %or.cond473.i, label %B952.else.if.i, label %B952.endif.i, !prof !0

B1084.i:                                          ; preds = %B1038.if.i
  %.1183.i = mul nsw i64 %whole.2462.i, %a1
  %.1186.i = getelementptr i32, ptr %a12, i64 %next_to_go.2463.i
  %.1187.i = load i32, ptr %.1186.i, align 4, !noalias !7
  %.1188.i = sext i32 %.1187.i to i64
  %.1189.i = add nsw i64 %.1183.i, %.1188.i
  %.1191.i = icmp slt i64 %.1189.i, %.1154.i
  br i1 %.1191.i, label %B1120.i, label %B1416.i

B1120.i:                                          ; preds = %B1084.i, %B1328.i
  %late.6.i = phi i64 [ %late.8.i, %B1328.i ], [ %late.4460.i, %B1084.i ]
  %early.6.i = phi i64 [ %early.8.i, %B1328.i ], [ %early.4461.i, %B1084.i ]
  %whole.4.i = phi i64 [ %spec.select.i, %B1328.i ], [ %whole.2462.i, %B1084.i ]
  %next_to_go.4.i = phi i64 [ %spec.select410.i, %B1328.i ], [ %next_to_go.2463.i, %B1084.i ]
  %4 = getelementptr i32, ptr %a12, i64 %next_to_go.4.i
  %.1199.i = getelementptr i8, ptr %4, i64 4
  %.1200.i = load i32, ptr %.1199.i, align 4, !noalias !7
  %.1202.i = sext i32 %.1200.i to i64
  %.1203.i = add nsw i64 %whole.4.i, %.1202.i
  %.1210.i = getelementptr i8, ptr %4, i64 8
  %.1211.i = load i32, ptr %.1210.i, align 4, !noalias !7
  %.1213.i = sext i32 %.1211.i to i64
  %.1214.not.i = icmp slt i64 %.1203.i, %.1213.i
  br i1 %.1214.not.i, label %B1328.i, label %B1182.i

B1182.i:                                          ; preds = %B1120.i
  %.1223.i = getelementptr i8, ptr %4, i64 12
  %.1224.i = load i32, ptr %.1223.i, align 4, !noalias !7
  %.1226.i = sext i32 %.1224.i to i64
  %.1227.not.i = icmp sgt i64 %.1203.i, %.1226.i
  br i1 %.1227.not.i, label %B1328.i, label %B1216.i

B1216.i:                                          ; preds = %B1182.i
  %arg.first..i.i = tail call i64 @llvm.smax.i64(i64 %.1203.i, i64 0)
  %"$phi104.0.0.i.i" = tail call i64 @llvm.smin.i64(i64 %.1203.i, i64 61)
  %.55.not.i.i = icmp slt i64 %"$phi104.0.0.i.i", %arg.first..i.i
  %.59.i.i = sub nsw i64 %"$phi104.0.0.i.i", %arg.first..i.i
  %.63.i.i = shl nuw nsw i64 2, %.59.i.i
  %.64.i.i = add nsw i64 %.63.i.i, -1
  %.66.i.i = shl i64 %.64.i.i, %arg.first..i.i
  %.1269.i = add nsw i64 %.1203.i, -62
  %arg.first..i413.i = tail call i64 @llvm.smax.i64(i64 %.1269.i, i64 0)
  %"$phi104.0.0.i414.i" = tail call i64 @llvm.smin.i64(i64 %.1269.i, i64 61)
  %.55.not.i415.i = icmp slt i64 %"$phi104.0.0.i414.i", %arg.first..i413.i
  %.59.i416.i = sub nsw i64 %"$phi104.0.0.i414.i", %arg.first..i413.i
  %.63.i417.i = shl nuw nsw i64 2, %.59.i416.i
  %.64.i418.i = add nsw i64 %.63.i417.i, -1
  %.66.i419.i = shl i64 %.64.i418.i, %arg.first..i413.i
  %5 = xor i64 %.66.i.i, -1
  %.1263.i = select i1 %.55.not.i.i, i64 -1, i64 %5
  %.1265.i = and i64 %.1263.i, %early.6.i
  %6 = xor i64 %.66.i419.i, -1
  %.1298.i = select i1 %.55.not.i415.i, i64 -1, i64 %6
  %.1300.i = and i64 %.1298.i, %late.6.i
  br label %B1328.i

B1328.i:                                          ; preds = %B1216.i, %B1182.i, %B1120.i
  %late.8.i = phi i64 [ %.1300.i, %B1216.i ], [ %late.6.i, %B1182.i ], [ %late.6.i, %B1120.i ]
  %early.8.i = phi i64 [ %.1265.i, %B1216.i ], [ %early.6.i, %B1182.i ], [ %early.6.i, %B1120.i ]
  %.1307.i = add nsw i64 %next_to_go.4.i, 4
  %.1313.i = icmp eq i64 %.1307.i, %stretches_n.3.i
  %.1318.i = zext i1 %.1313.i to i64
  %spec.select.i = add nsw i64 %whole.4.i, %.1318.i
  %spec.select410.i = select i1 %.1313.i, i64 0, i64 %.1307.i
  %.1324.i = mul nsw i64 %spec.select.i, %a1
  %.1327.i = getelementptr i32, ptr %a12, i64 %spec.select410.i
  %.1328.i = load i32, ptr %.1327.i, align 4, !noalias !7
  %.1329.i = sext i32 %.1328.i to i64
  %.1330.i = add nsw i64 %.1324.i, %.1329.i
  %.1332.i = icmp slt i64 %.1330.i, %.1154.i
  br i1 %.1332.i, label %B1120.i, label %B1416.i

B1416.i:                                          ; preds = %B1328.i, %B1084.i
  %late.7.i = phi i64 [ %late.4460.i, %B1084.i ], [ %late.8.i, %B1328.i ]
  %early.7.i = phi i64 [ %early.4461.i, %B1084.i ], [ %early.8.i, %B1328.i ]
  %whole.5.i = phi i64 [ %whole.2462.i, %B1084.i ], [ %spec.select.i, %B1328.i ]
  %next_to_go.5.i = phi i64 [ %next_to_go.2463.i, %B1084.i ], [ %spec.select410.i, %B1328.i ]
  %.1344.i = ashr i64 %.1153.i, %a10
  %.1353.idx.i = shl nsw i64 %.1344.i, 4
  %.1353.i = getelementptr i8, ptr %a13, i64 %.1353.idx.i
  %.1354.i = load i64, ptr %.1353.i, align 8, !noalias !7
  %.1356.i = or i64 %.1354.i, %early.7.i
  store i64 %.1356.i, ptr %.1353.i, align 8, !noalias !7
  %.1366.i = getelementptr i8, ptr %.1353.i, i64 8
  %.1367.i = load i64, ptr %.1366.i, align 8, !noalias !7
  %.1369.i = or i64 %.1367.i, %late.7.i
  store i64 %.1369.i, ptr %.1366.i, align 8, !noalias !7
  %.1102.i = icmp sgt i64 %.1049.0459.i, 1
  br i1 %.1102.i, label %B1038.if.i, label %B1504.i

B1504.i:                                          ; preds = %B1038.if.i, %B1416.i, %B952.endif.i
  %exitcond477.not.i = icmp eq i64 %a5, %.398.i
  br i1 %exitcond477.not.i, label %B1508.i, label %B144.if.i

B1508.i:                                          ; preds = %B1504.i, %B112.i
  br i1 %.1477467.not.i, label %B54.loopexit.i, label %B1538.if.i

B0.endif.endif.i:                                 ; preds = %done
  %.102.i = urem i64 %a2, 124
  %.105.not.i = icmp ne i64 %.102.i, 0
  %.106.i = udiv i64 %a2, 124
  %.107.i = zext i1 %.105.not.i to i64
  %.108.i = add nuw nsw i64 %.106.i, %.107.i
  %.130470.not.i = icmp eq i64 %.108.i, 0
  br i1 %.130470.not.i, label %departures_in_time.0.exit, label %B58.lr.ph.i

B58.lr.ph.i:                                      ; preds = %B0.endif.endif.i
  %7 = tail call i64 @llvm.smax.i64(i64 %a4, i64 0)
  %spec.select448.i = shl nuw i64 %7, 1
  %.252452.i = icmp sgt i64 %spec.select448.i, 0
  %.385464.not.i = icmp slt i64 %a5, 1
  %.499.i = add i64 %a3, %a0
  %.526.i = icmp ne i64 %a1, 0
  %.538.i = icmp ne i64 %a1, -1
  %.1477467.not.i = icmp slt i64 %a4, 1
  %8 = shl i64 %7, 4
  br label %B58.i

B144.if.i:                                        ; preds = %B112.i, %B1504.i
  %.328.0466.i = phi i64 [ %.398.i, %B1504.i ], [ 0, %B112.i ]
  %.398.i = add nuw nsw i64 %.328.0466.i, 1
  %.428.i = getelementptr i64, ptr %a8, i64 %.328.0466.i
  %.429.i = load i64, ptr %.428.i, align 8, !noalias !7
  %.433.i = getelementptr i8, ptr %.428.i, i64 8
  %.434.i = load i64, ptr %.433.i, align 8, !noalias !7
  %.435.i = icmp slt i64 %.429.i, %.434.i
  br i1 %.435.i, label %B208.i, label %B952.i

B330.endif.i:                                     ; preds = %B330.else.if.i, %B330.i
  %quot.0.i = phi i64 [ 0, %B330.i ], [ %spec.select411.i, %B330.else.if.i ]
  %.569.i = sub nsw i64 %.489.i, %quot.0.i
  %"$phi490.2.4.i" = tail call i64 @llvm.smax.i64(i64 %.569.i, i64 %earlier.2.i)
  %.595.i = add nsw i64 %.489.i, 1
  %arg.first..i421.i = tail call i64 @llvm.smax.i64(i64 %"$phi490.2.4.i", i64 0)
  %"$phi104.0.0.i422.i" = tail call i64 @llvm.smin.i64(i64 %.489.i, i64 61)
  %.55.not.i423.i = icmp slt i64 %"$phi104.0.0.i422.i", %arg.first..i421.i
  %.59.i424.i = sub nsw i64 %"$phi104.0.0.i422.i", %arg.first..i421.i
  %.63.i425.i = shl nuw nsw i64 2, %.59.i424.i
  %.64.i426.i = add nsw i64 %.63.i425.i, -1
  %.66.i427.i = shl i64 %.64.i426.i, %arg.first..i421.i
  %"$phi190.0.0.i428.i" = select i1 %.55.not.i423.i, i64 0, i64 %.66.i427.i
  %.625.i = or i64 %"$phi190.0.0.i428.i", %early.2.i
  %9 = tail call i64 @llvm.smax.i64(i64 %"$phi490.2.4.i", i64 62)
  %arg.first..i429.i = add nsw i64 %9, -62
  %10 = tail call i64 @llvm.smin.i64(i64 %.489.i, i64 123)
  %.55.not.i431.i = icmp slt i64 %10, %9
  %.59.i432.i = sub i64 %10, %9
  %.63.i433.i = shl nuw nsw i64 2, %.59.i432.i
  %.64.i434.i = add nsw i64 %.63.i433.i, -1
  %.66.i435.i = shl i64 %.64.i434.i, %arg.first..i429.i
  %"$phi190.0.0.i436.i" = select i1 %.55.not.i431.i, i64 0, i64 %.66.i435.i
  %.657.i = or i64 %"$phi190.0.0.i436.i", %late.2.i
  %"$phi628.2.4.i" = tail call i64 @llvm.smax.i64(i64 %.509.i, i64 %most.2.i)
  %.684.neg.i = sub i64 %"$phi490.2.4.i", %.489.i
  %.686.neg.i = mul i64 %.684.neg.i, %a1
  %.688.i = add i64 %.686.neg.i, %.509.i
  %"$phi670.2.4.i" = tail call i64 @llvm.smin.i64(i64 %.688.i, i64 %least.2.i)
  %.720.i = mul nsw i64 %quot.0.i, %a1
  %.722.i = sub nsw i64 %.509.i, %.720.i
  %.734.i = add nuw nsw i64 %stretches_n.2.i, 1
  %.738.not.i = icmp eq i64 %stretches_n.2.i, 0
  br i1 %.738.not.i, label %B874.i, label %B720.i

B330.else.if.i:                                   ; preds = %B330.i
  %.542.i = sdiv i64 %.509.i, %a1
  %.543.i = srem i64 %.509.i, %a1
  %.544.i = xor i64 %.543.i, %a1
  %.545.i = icmp slt i64 %.544.i, 0
  %.546.i = icmp ne i64 %.543.i, 0
  %.547.i = and i1 %.546.i, %.545.i
  %.552.i = sext i1 %.547.i to i64
  %spec.select411.i = add i64 %.542.i, %.552.i
  br label %B330.endif.i

B788.if.i:                                        ; preds = %B788.if.i, %B750.i
  %.778.0455.i = phi i64 [ %place.5.i, %B750.i ], [ %.847.i, %B788.if.i ]
  %.847.i = add i64 %.778.0455.i, 1
  %11 = getelementptr i32, ptr %a12, i64 %.778.0455.i
  %.877.i = getelementptr i8, ptr %11, i64 -16
  %.878.i = load i32, ptr %.877.i, align 4, !noalias !7
  store i32 %.878.i, ptr %11, align 4, !noalias !7
  %exitcond.not.i = icmp eq i64 %.847.i, %indvars.iv475.i
  br i1 %exitcond.not.i, label %B822.i, label %B788.if.i

B952.endif.i:                                     ; preds = %B952.else.if.i, %B952.i
  %quot.1.0.i = phi i64 [ 0, %B952.i ], [ %spec.select412.i, %B952.else.if.i ]
  %.1015.i = load i64, ptr %.428.i, align 8, !noalias !7
  %.1022.i = load i64, ptr %.433.i, align 8, !noalias !7
  %.1059.i = sub i64 %.1022.i, %.1015.i
  %.1102457.not.i = icmp slt i64 %.1059.i, 1
  br i1 %.1102457.not.i, label %B1504.i, label %B1038.if.i

B952.else.if.i:                                   ; preds = %B952.i
  %.982.i = sdiv i64 %least.3.i, %a1
  %.983.i = srem i64 %least.3.i, %a1
  %.984.i = xor i64 %.983.i, %a1
  %.985.i = icmp slt i64 %.984.i, 0
  %.986.i = icmp ne i64 %.983.i, 0
  %.987.i = and i1 %.986.i, %.985.i
  %.992.i = sext i1 %.987.i to i64
  %spec.select412.i = add i64 %.982.i, %.992.i
  br label %B952.endif.i

B1038.if.i:                                       ; preds = %B952.endif.i, %B1416.i
  %next_to_go.2463.i = phi i64 [ %next_to_go.5.i, %B1416.i ], [ 0, %B952.endif.i ]
  %whole.2462.i = phi i64 [ %whole.5.i, %B1416.i ], [ %quot.1.0.i, %B952.endif.i ]
  %early.4461.i = phi i64 [ %early.7.i, %B1416.i ], [ %early.3.i, %B952.endif.i ]
  %late.4460.i = phi i64 [ %late.7.i, %B1416.i ], [ %late.3.i, %B952.endif.i ]
  %.1049.0459.i = phi i64 [ %.1111.i, %B1416.i ], [ %.1059.i, %B952.endif.i ]
  %.1046.0458.i = phi i64 [ %.1115.i, %B1416.i ], [ %.1015.i, %B952.endif.i ]
  %.1111.i = add nsw i64 %.1049.0459.i, -1
  %.1115.i = add i64 %.1046.0458.i, 1
  %.1144.i = getelementptr i32, ptr %a9, i64 %.1046.0458.i
  %.1145.i = load i32, ptr %.1144.i, align 4, !noalias !7
  %.1153.i = sext i32 %.1145.i to i64
  %.1154.i = and i64 %a11, %.1153.i
  %.1160.i = icmp sgt i64 %.1154.i, %most.3.i
  br i1 %.1160.i, label %B1504.i, label %B1084.i

B1538.if.i:                                       ; preds = %B1508.i, %B1538.if.i
  %.1421.0468.i = phi i64 [ %.1490.i, %B1538.if.i ], [ 0, %B1508.i ]
  %.1490.i = add nuw nsw i64 %.1421.0468.i, 1
  %.1519.i = getelementptr i32, ptr %a14, i64 %.1421.0468.i
  %.1520.i = load i32, ptr %.1519.i, align 4, !noalias !7
  %.1524.idx.i = shl i64 %.1421.0468.i, 4
  %.1524.i = getelementptr i8, ptr %a13, i64 %.1524.idx.i
  %.1525.i = load i64, ptr %.1524.i, align 8, !noalias !7
  %12 = tail call range(i64 0, 65) i64 @llvm.ctpop.i64(i64 %.1525.i)
  %.1554.i = getelementptr i8, ptr %.1524.i, i64 8
  %.1555.i = load i64, ptr %.1554.i, align 8, !noalias !7
  %13 = tail call range(i64 0, 65) i64 @llvm.ctpop.i64(i64 %.1555.i)
  %.1580.i = add nuw nsw i64 %13, %12
  %14 = trunc nuw nsw i64 %.1580.i to i32
  %.1587.i = add i32 %.1520.i, %14
  store i32 %.1587.i, ptr %.1519.i, align 4, !noalias !7
  %exitcond478.not.i = icmp eq i64 %a4, %.1490.i
  br i1 %exitcond478.not.i, label %B54.loopexit.i, label %B1538.if.i

departures_in_time.0.exit:                        ; preds = %B54.loopexit.i, %done, %B0.endif.endif.i
  ret i64 %a4
}

declare i64 @llvm.smin.i64(i64, i64)

declare i64 @llvm.ctpop.i64(i64)

define i64 @departures_in_time_1(i64 %a0, i64 %a1, i64 %a2, i64 %a3, i64 returned %a4, i64 %a5, ptr readonly %a6, ptr readonly %a7, ptr readonly %a8, ptr readonly %a9, i64 %a10, i64 %a11, ptr %a12, ptr %a13, ptr %a14) {
done:
  %.85.i = icmp slt i64 %a2, 1
  br i1 %.85.i, label %departures_in_time_1.0.exit, label %B0.endif.endif.i

B54.loopexit.i:                                   ; preds = %B1538.if.i, %B1508.i
  %.130.i = icmp sgt i64 %.74.0471.i, 1
  br i1 %.130.i, label %B58.i, label %departures_in_time_1.0.exit

B58.i:                                            ; preds = %B58.lr.ph.i, %B54.loopexit.i
  %.71.0472.i = phi i64 [ 0, %B58.lr.ph.i ], [ %.143.i, %B54.loopexit.i ]
  %.74.0471.i = phi i64 [ %.108.i, %B58.lr.ph.i ], [ %.139.i, %B54.loopexit.i ]
  %.139.i = add nsw i64 %.74.0471.i, -1
  %.143.i = add i64 %.71.0472.i, 124
  br i1 %.252452.i, label %B96.if.preheader.i, label %B112.i

B96.if.preheader.i:                               ; preds = %B58.i
  tail call void @llvm.memset.p0.i64(ptr align 8 %a13, i8 0, i64 %8, i1 false), !noalias !10
  br label %B112.i

B112.i:                                           ; preds = %B96.if.preheader.i, %B58.i
  br i1 %.385464.not.i, label %B1508.i, label %B144.if.i

B208.i:                                           ; preds = %B144.if.i
  %.439.i = getelementptr i32, ptr %a7, i64 %.328.0466.i
  %.440.i = load i32, ptr %.439.i, align 4, !noalias !10
  %.476.i = icmp sgt i32 %.440.i, -1
  br i1 %.476.i, label %B330.i, label %B952.i

B330.i:                                           ; preds = %B208.i, %B874.i
  %indvars.iv.i = phi i64 [ %indvars.iv.next.i, %B874.i ], [ 4, %B208.i ]
  %row.2.in.i = phi i32 [ %.518.i, %B874.i ], [ %.440.i, %B208.i ]
  %stretches_n.2.i = phi i64 [ %.734.i, %B874.i ], [ 0, %B208.i ]
  %earlier.2.i = phi i64 [ %.595.i, %B874.i ], [ 0, %B208.i ]
  %late.2.i = phi i64 [ %.657.i, %B874.i ], [ 0, %B208.i ]
  %early.2.i = phi i64 [ %.625.i, %B874.i ], [ 0, %B208.i ]
  %least.2.i = phi i64 [ %"$phi670.2.4.i", %B874.i ], [ %a3, %B208.i ]
  %most.2.i = phi i64 [ %"$phi628.2.4.i", %B874.i ], [ -1, %B208.i ]
  %row.2.i = zext nneg i32 %row.2.in.i to i64
  %.idx.i = shl nuw nsw i64 %row.2.i, 4
  %0 = getelementptr i8, ptr %a6, i64 %.idx.i
  %.485.i = getelementptr i8, ptr %0, i64 4
  %.486.i = load i32, ptr %.485.i, align 4, !noalias !10
  %.488.i = sext i32 %.486.i to i64
  %.489.i = sub nsw i64 %.488.i, %.71.0472.i
  %.497.i = mul nsw i64 %a1, %.488.i
  %.506.i = getelementptr i8, ptr %0, i64 8
  %.507.i = load i32, ptr %.506.i, align 4, !noalias !10
  %.508.i = sext i32 %.507.i to i64
  %.501.i = add i64 %.499.i, %.497.i
  %.509.i = sub i64 %.501.i, %.508.i
  %.517.i = getelementptr i8, ptr %0, i64 12
  %.518.i = load i32, ptr %.517.i, align 4, !noalias !10
  %.537.i = icmp ne i64 %.509.i, -9223372036854775808
  %.539.not.i = or i1 %.538.i, %.537.i
  %or.cond.i = select i1 %.526.i, i1 %.539.not.i, i1 false, !prof !0
  br i1 %or.cond.i, label %B330.else.if.i, label %B330.endif.i, !prof !0

B720.i:                                           ; preds = %B330.endif.i
  %.729.i = shl nsw i64 %stretches_n.2.i, 2
  %1 = getelementptr i32, ptr %a12, i64 %.729.i
  %.743.i = getelementptr i8, ptr %1, i64 -16
  %.744.i = load i32, ptr %.743.i, align 4, !noalias !10
  %.746.i = sext i32 %.744.i to i64
  %.747.i = icmp slt i64 %.722.i, %.746.i
  br i1 %.747.i, label %B750.i, label %B874.i

B750.i:                                           ; preds = %B720.i, %B844.i
  %indvars.iv475.i = phi i64 [ %indvars.iv.next476.i, %B844.i ], [ %indvars.iv.i, %B720.i ]
  %place.5.i = phi i64 [ %.891.i, %B844.i ], [ %.729.i, %B720.i ]
  br label %B788.if.i

B822.i:                                           ; preds = %B788.if.i
  %.891.i = add nsw i64 %place.5.i, -4
  %.895.i = icmp sgt i64 %place.5.i, 4
  br i1 %.895.i, label %B844.i, label %B874.i

B844.i:                                           ; preds = %B822.i
  %2 = getelementptr i32, ptr %a12, i64 %place.5.i
  %.900.i = getelementptr i8, ptr %2, i64 -32
  %.901.i = load i32, ptr %.900.i, align 4, !noalias !10
  %.903.i = sext i32 %.901.i to i64
  %.904.i = icmp slt i64 %.722.i, %.903.i
  %indvars.iv.next476.i = add i64 %indvars.iv475.i, -4
  br i1 %.904.i, label %B750.i, label %B874.i

B874.i:                                           ; preds = %B844.i, %B822.i, %B330.endif.i, %B720.i
  %place.4.i = phi i64 [ %.729.i, %B720.i ], [ 0, %B330.endif.i ], [ %.891.i, %B822.i ], [ %.891.i, %B844.i ]
  %.914.i = trunc i64 %.722.i to i32
  %.915.i = getelementptr i32, ptr %a12, i64 %place.4.i
  store i32 %.914.i, ptr %.915.i, align 4, !noalias !10
  %.927.i = trunc i64 %.569.i to i32
  %.928.i = getelementptr i8, ptr %.915.i, i64 4
  store i32 %.927.i, ptr %.928.i, align 4, !noalias !10
  %.934.i = trunc i64 %"$phi490.2.4.i" to i32
  %.935.i = getelementptr i8, ptr %.915.i, i64 8
  store i32 %.934.i, ptr %.935.i, align 4, !noalias !10
  %.945.i = trunc i64 %.489.i to i32
  %.946.i = getelementptr i8, ptr %.915.i, i64 12
  store i32 %.945.i, ptr %.946.i, align 4, !noalias !10
  %.951.i = icmp sgt i32 %.518.i, -1
  %indvars.iv.next.i = add i64 %indvars.iv.i, 4
  br i1 %.951.i, label %B330.i, label %B952.loopexit.i

B952.loopexit.i:                                  ; preds = %B874.i
  %3 = shl nsw i64 %.734.i, 2
  br label %B952.i

B952.i:                                           ; preds = %B144.if.i, %B952.loopexit.i, %B208.i
  %stretches_n.3.i = phi i64 [ 0, %B144.if.i ], [ 0, %B208.i ], [ %3, %B952.loopexit.i ]
  %late.3.i = phi i64 [ 0, %B144.if.i ], [ 0, %B208.i ], [ %.657.i, %B952.loopexit.i ]
  %early.3.i = phi i64 [ 0, %B144.if.i ], [ 0, %B208.i ], [ %.625.i, %B952.loopexit.i ]
  %least.3.i = phi i64 [ %a3, %B144.if.i ], [ %a3, %B208.i ], [ %"$phi670.2.4.i", %B952.loopexit.i ]
  %most.3.i = phi i64 [ -1, %B144.if.i ], [ -1, %B208.i ], [ %"$phi628.2.4.i", %B952.loopexit.i ]
  %.977.i = icmp ne i64 %least.3.i, -9223372036854775808
  %.979.not.i = or i1 %.538.i, %.977.i
  %or.cond473.i = select i1 %.526.i, i1 %.979.not.i, i1 false, !prof !0
  br i1 %or.cond473.i, label %B952.else.if.i, label %B952.endif.i, !prof !0

B1084.i:                                          ; preds = %B1038.if.i
  %.1182.i = mul nsw i64 %whole.2462.i, %a1
  %.1185.i = getelementptr i32, ptr %a12, i64 %next_to_go.2463.i
  %.1186.i = load i32, ptr %.1185.i, align 4, !noalias !10
  %.1187.i = sext i32 %.1186.i to i64
  %.1188.i = add nsw i64 %.1182.i, %.1187.i
  %.1190.i = icmp slt i64 %.1188.i, %.1153.i
  br i1 %.1190.i, label %B1120.i, label %B1416.i

B1120.i:                                          ; preds = %B1084.i, %B1328.i
  %late.6.i = phi i64 [ %late.8.i, %B1328.i ], [ %late.4460.i, %B1084.i ]
  %early.6.i = phi i64 [ %early.8.i, %B1328.i ], [ %early.4461.i, %B1084.i ]
  %whole.4.i = phi i64 [ %spec.select.i, %B1328.i ], [ %whole.2462.i, %B1084.i ]
  %next_to_go.4.i = phi i64 [ %spec.select410.i, %B1328.i ], [ %next_to_go.2463.i, %B1084.i ]
  %4 = getelementptr i32, ptr %a12, i64 %next_to_go.4.i
  %.1198.i = getelementptr i8, ptr %4, i64 4
  %.1199.i = load i32, ptr %.1198.i, align 4, !noalias !10
  %.1201.i = sext i32 %.1199.i to i64
  %.1202.i = add nsw i64 %whole.4.i, %.1201.i
  %.1209.i = getelementptr i8, ptr %4, i64 8
  %.1210.i = load i32, ptr %.1209.i, align 4, !noalias !10
  %.1212.i = sext i32 %.1210.i to i64
  %.1213.not.i = icmp slt i64 %.1202.i, %.1212.i
  br i1 %.1213.not.i, label %B1328.i, label %B1182.i

B1182.i:                                          ; preds = %B1120.i
  %.1222.i = getelementptr i8, ptr %4, i64 12
  %.1223.i = load i32, ptr %.1222.i, align 4, !noalias !10
  %.1225.i = sext i32 %.1223.i to i64
  %.1226.not.i = icmp sgt i64 %.1202.i, %.1225.i
  br i1 %.1226.not.i, label %B1328.i, label %B1216.i

B1216.i:                                          ; preds = %B1182.i
  %arg.first..i.i = tail call i64 @llvm.smax.i64(i64 %.1202.i, i64 0)
  %"$phi104.0.0.i.i" = tail call i64 @llvm.smin.i64(i64 %.1202.i, i64 61)
  %.55.not.i.i = icmp slt i64 %"$phi104.0.0.i.i", %arg.first..i.i
  %.59.i.i = sub nsw i64 %"$phi104.0.0.i.i", %arg.first..i.i
  %.63.i.i = shl nuw nsw i64 2, %.59.i.i
  %.64.i.i = add nsw i64 %.63.i.i, -1
  %.66.i.i = shl i64 %.64.i.i, %arg.first..i.i
  %.1268.i = add nsw i64 %.1202.i, -62
  %arg.first..i413.i = tail call i64 @llvm.smax.i64(i64 %.1268.i, i64 0)
  %"$phi104.0.0.i414.i" = tail call i64 @llvm.smin.i64(i64 %.1268.i, i64 61)
  %.55.not.i415.i = icmp slt i64 %"$phi104.0.0.i414.i", %arg.first..i413.i
  %.59.i416.i = sub nsw i64 %"$phi104.0.0.i414.i", %arg.first..i413.i
  %.63.i417.i = shl nuw nsw i64 2, %.59.i416.i
  %.64.i418.i = add nsw i64 %.63.i417.i, -1
  %.66.i419.i = shl i64 %.64.i418.i, %arg.first..i413.i
  %5 = xor i64 %.66.i.i, -1
  %.1262.i = select i1 %.55.not.i.i, i64 -1, i64 %5
  %.1264.i = and i64 %.1262.i, %early.6.i
  %6 = xor i64 %.66.i419.i, -1
  %.1297.i = select i1 %.55.not.i415.i, i64 -1, i64 %6
  %.1299.i = and i64 %.1297.i, %late.6.i
  br label %B1328.i

B1328.i:                                          ; preds = %B1216.i, %B1182.i, %B1120.i
  %late.8.i = phi i64 [ %.1299.i, %B1216.i ], [ %late.6.i, %B1182.i ], [ %late.6.i, %B1120.i ]
  %early.8.i = phi i64 [ %.1264.i, %B1216.i ], [ %early.6.i, %B1182.i ], [ %early.6.i, %B1120.i ]
  %.1306.i = add nsw i64 %next_to_go.4.i, 4
  %.1312.i = icmp eq i64 %.1306.i, %stretches_n.3.i
  %.1317.i = zext i1 %.1312.i to i64
  %spec.select.i = add nsw i64 %whole.4.i, %.1317.i
  %spec.select410.i = select i1 %.1312.i, i64 0, i64 %.1306.i
  %.1323.i = mul nsw i64 %spec.select.i, %a1
  %.1326.i = getelementptr i32, ptr %a12, i64 %spec.select410.i
  %.1327.i = load i32, ptr %.1326.i, align 4, !noalias !10
  %.1328.i = sext i32 %.1327.i to i64
  %.1329.i = add nsw i64 %.1323.i, %.1328.i
  %.1331.i = icmp slt i64 %.1329.i, %.1153.i
  br i1 %.1331.i, label %B1120.i, label %B1416.i

B1416.i:                                          ; preds = %B1328.i, %B1084.i
  %late.7.i = phi i64 [ %late.4460.i, %B1084.i ], [ %late.8.i, %B1328.i ]
  %early.7.i = phi i64 [ %early.4461.i, %B1084.i ], [ %early.8.i, %B1328.i ]
  %whole.5.i = phi i64 [ %whole.2462.i, %B1084.i ], [ %spec.select.i, %B1328.i ]
  %next_to_go.5.i = phi i64 [ %next_to_go.2463.i, %B1084.i ], [ %spec.select410.i, %B1328.i ]
  %.1342.i = ashr i64 %.1145.i, %a10
  %.1351.idx.i = shl i64 %.1342.i, 4
  %.1351.i = getelementptr i8, ptr %a13, i64 %.1351.idx.i
  %.1352.i = load i64, ptr %.1351.i, align 8, !noalias !10
  %.1354.i = or i64 %.1352.i, %early.7.i
  store i64 %.1354.i, ptr %.1351.i, align 8, !noalias !10
  %.1364.i = getelementptr i8, ptr %.1351.i, i64 8
  %.1365.i = load i64, ptr %.1364.i, align 8, !noalias !10
  %.1367.i = or i64 %.1365.i, %late.7.i
  store i64 %.1367.i, ptr %.1364.i, align 8, !noalias !10
  %.1102.i = icmp sgt i64 %.1049.0459.i, 1
  br i1 %.1102.i, label %B1038.if.i, label %B1504.i

B1504.i:                                          ; preds = %B1038.if.i, %B1416.i, %B952.endif.i
  %exitcond477.not.i = icmp eq i64 %a5, %.398.i
  br i1 %exitcond477.not.i, label %B1508.i, label %B144.if.i

B1508.i:                                          ; preds = %B1504.i, %B112.i
  br i1 %.1475467.not.i, label %B54.loopexit.i, label %B1538.if.i

B0.endif.endif.i:                                 ; preds = %done
  %.102.i = urem i64 %a2, 124
  %.105.not.i = icmp ne i64 %.102.i, 0
  %.106.i = udiv i64 %a2, 124
  %.107.i = zext i1 %.105.not.i to i64
  %.108.i = add nuw nsw i64 %.106.i, %.107.i
  %.130470.not.i = icmp eq i64 %.108.i, 0
  br i1 %.130470.not.i, label %departures_in_time_1.0.exit, label %B58.lr.ph.i

B58.lr.ph.i:                                      ; preds = %B0.endif.endif.i
  %7 = tail call i64 @llvm.smax.i64(i64 %a4, i64 0)
  %spec.select448.i = shl nuw i64 %7, 1
  %.252452.i = icmp sgt i64 %spec.select448.i, 0
  %.385464.not.i = icmp slt i64 %a5, 1
  %.499.i = add i64 %a3, %a0
  %.526.i = icmp ne i64 %a1, 0
  %.538.i = icmp ne i64 %a1, -1
  %.1475467.not.i = icmp slt i64 %a4, 1
  %8 = shl i64 %7, 4
  br label %B58.i

B144.if.i:                                        ; preds = %B112.i, %B1504.i
  %.328.0466.i = phi i64 [ %.398.i, %B1504.i ], [ 0, %B112.i ]
  %.398.i = add nuw nsw i64 %.328.0466.i, 1
  %.428.i = getelementptr i64, ptr %a8, i64 %.328.0466.i
  %.429.i = load i64, ptr %.428.i, align 8, !noalias !10
  %.433.i = getelementptr i8, ptr %.428.i, i64 8
  %.434.i = load i64, ptr %.433.i, align 8, !noalias !10
  %.435.i = icmp slt i64 %.429.i, %.434.i
  br i1 %.435.i, label %B208.i, label %B952.i

B330.endif.i:                                     ; preds = %B330.else.if.i, %B330.i
  %quot.0.i = phi i64 [ 0, %B330.i ], [ %spec.select411.i, %B330.else.if.i ]
  %.569.i = sub nsw i64 %.489.i, %quot.0.i
  %"$phi490.2.4.i" = tail call i64 @llvm.smax.i64(i64 %.569.i, i64 %earlier.2.i)
  %.595.i = add nsw i64 %.489.i, 1
  %arg.first..i421.i = tail call i64 @llvm.smax.i64(i64 %"$phi490.2.4.i", i64 0)
  %"$phi104.0.0.i422.i" = tail call i64 @llvm.smin.i64(i64 %.489.i, i64 61)
  %.55.not.i423.i = icmp slt i64 %"$phi104.0.0.i422.i", %arg.first..i421.i
  %.59.i424.i = sub nsw i64 %"$phi104.0.0.i422.i", %arg.first..i421.i
  %.63.i425.i = shl nuw nsw i64 2, %.59.i424.i
  %.64.i426.i = add nsw i64 %.63.i425.i, -1
  %.66.i427.i = shl i64 %.64.i426.i, %arg.first..i421.i
  %"$phi190.0.0.i428.i" = select i1 %.55.not.i423.i, i64 0, i64 %.66.i427.i
  %.625.i = or i64 %"$phi190.0.0.i428.i", %early.2.i
  %9 = tail call i64 @llvm.smax.i64(i64 %"$phi490.2.4.i", i64 62)
  %arg.first..i429.i = add nsw i64 %9, -62
  %10 = tail call i64 @llvm.smin.i64(i64 %.489.i, i64 123)
  %.55.not.i431.i = icmp slt i64 %10, %9
  %.59.i432.i = sub i64 %10, %9
  %.63.i433.i = shl nuw nsw i64 2, %.59.i432.i
  %.64.i434.i = add nsw i64 %.63.i433.i, -1
  %.66.i435.i = shl i64 %.64.i434.i, %arg.first..i429.i
  %"$phi190.0.0.i436.i" = select i1 %.55.not.i431.i, i64 0, i64 %.66.i435.i
  %.657.i = or i64 %"$phi190.0.0.i436.i", %late.2.i
  %"$phi628.2.4.i" = tail call i64 @llvm.smax.i64(i64 %.509.i, i64 %most.2.i)
  %.684.neg.i = sub i64 %"$phi490.2.4.i", %.489.i
  %.686.neg.i = mul i64 %.684.neg.i, %a1
  %.688.i = add i64 %.686.neg.i, %.509.i
  %"$phi670.2.4.i" = tail call i64 @llvm.smin.i64(i64 %.688.i, i64 %least.2.i)
  %.720.i = mul nsw i64 %quot.0.i, %a1
  %.722.i = sub nsw i64 %.509.i, %.720.i
  %.734.i = add nuw nsw i64 %stretches_n.2.i, 1
  %.738.not.i = icmp eq i64 %stretches_n.2.i, 0
  br i1 %.738.not.i, label %B874.i, label %B720.i

B330.else.if.i:                                   ; preds = %B330.i
  %.542.i = sdiv i64 %.509.i, %a1
  %.543.i = srem i64 %.509.i, %a1
  %.544.i = xor i64 %.543.i, %a1
  %.545.i = icmp slt i64 %.544.i, 0
  %.546.i = icmp ne i64 %.543.i, 0
  %.547.i = and i1 %.546.i, %.545.i
  %.552.i = sext i1 %.547.i to i64
  %spec.select411.i = add i64 %.542.i, %.552.i
  br label %B330.endif.i

B788.if.i:                                        ; preds = %B788.if.i, %B750.i
  %.778.0455.i = phi i64 [ %place.5.i, %B750.i ], [ %.847.i, %B788.if.i ]
  %.847.i = add i64 %.778.0455.i, 1
  %11 = getelementptr i32, ptr %a12, i64 %.778.0455.i
  %.877.i = getelementptr i8, ptr %11, i64 -16
  %.878.i = load i32, ptr %.877.i, align 4, !noalias !10
  store i32 %.878.i, ptr %11, align 4, !noalias !10
  %exitcond.not.i = icmp eq i64 %.847.i, %indvars.iv475.i
  br i1 %exitcond.not.i, label %B822.i, label %B788.if.i

B952.endif.i:                                     ; preds = %B952.else.if.i, %B952.i
  %quot.1.0.i = phi i64 [ 0, %B952.i ], [ %spec.select412.i, %B952.else.if.i ]
  %.1015.i = load i64, ptr %.428.i, align 8, !noalias !10
  %.1022.i = load i64, ptr %.433.i, align 8, !noalias !10
  %.1059.i = sub i64 %.1022.i, %.1015.i
  %.1102457.not.i = icmp slt i64 %.1059.i, 1
  br i1 %.1102457.not.i, label %B1504.i, label %B1038.if.i

B952.else.if.i:                                   ; preds = %B952.i
  %.982.i = sdiv i64 %least.3.i, %a1
  %.983.i = srem i64 %least.3.i, %a1
  %.984.i = xor i64 %.983.i, %a1
  %.985.i = icmp slt i64 %.984.i, 0
  %.986.i = icmp ne i64 %.983.i, 0
  %.987.i = and i1 %.986.i, %.985.i
  %.992.i = sext i1 %.987.i to i64
  %spec.select412.i = add i64 %.982.i, %.992.i
  br label %B952.endif.i

B1038.if.i:                                       ; preds = %B952.endif.i, %B1416.i
  %next_to_go.2463.i = phi i64 [ %next_to_go.5.i, %B1416.i ], [ 0, %B952.endif.i ]
  %whole.2462.i = phi i64 [ %whole.5.i, %B1416.i ], [ %quot.1.0.i, %B952.endif.i ]
  %early.4461.i = phi i64 [ %early.7.i, %B1416.i ], [ %early.3.i, %B952.endif.i ]
  %late.4460.i = phi i64 [ %late.7.i, %B1416.i ], [ %late.3.i, %B952.endif.i ]
  %.1049.0459.i = phi i64 [ %.1111.i, %B1416.i ], [ %.1059.i, %B952.endif.i ]
  %.1046.0458.i = phi i64 [ %.1115.i, %B1416.i ], [ %.1015.i, %B952.endif.i ]
  %.1111.i = add nsw i64 %.1049.0459.i, -1
  %.1115.i = add i64 %.1046.0458.i, 1
  %.1144.i = getelementptr i64, ptr %a9, i64 %.1046.0458.i
  %.1145.i = load i64, ptr %.1144.i, align 8, !noalias !10
  %.1153.i = and i64 %.1145.i, %a11
  %.1159.i = icmp sgt i64 %.1153.i, %most.3.i
  br i1 %.1159.i, label %B1504.i, label %B1084.i

B1538.if.i:                                       ; preds = %B1508.i, %B1538.if.i
  %.1419.0468.i = phi i64 [ %.1488.i, %B1538.if.i ], [ 0, %B1508.i ]
  %.1488.i = add nuw nsw i64 %.1419.0468.i, 1
  %.1517.i = getelementptr i32, ptr %a14, i64 %.1419.0468.i
  %.1518.i = load i32, ptr %.1517.i, align 4, !noalias !10
  %.1522.idx.i = shl i64 %.1419.0468.i, 4
  %.1522.i = getelementptr i8, ptr %a13, i64 %.1522.idx.i
  %.1523.i = load i64, ptr %.1522.i, align 8, !noalias !10
  %12 = tail call range(i64 0, 65) i64 @llvm.ctpop.i64(i64 %.1523.i)
  %.1552.i = getelementptr i8, ptr %.1522.i, i64 8
  %.1553.i = load i64, ptr %.1552.i, align 8, !noalias !10
  %13 = tail call range(i64 0, 65) i64 @llvm.ctpop.i64(i64 %.1553.i)
  %.1578.i = add nuw nsw i64 %13, %12
  %14 = trunc nuw nsw i64 %.1578.i to i32
  %.1585.i = add i32 %.1518.i, %14
  store i32 %.1585.i, ptr %.1517.i, align 4, !noalias !10
  %exitcond478.not.i = icmp eq i64 %a4, %.1488.i
  br i1 %exitcond478.not.i, label %B54.loopexit.i, label %B1538.if.i

departures_in_time_1.0.exit:                      ; preds = %B54.loopexit.i, %done, %B0.endif.endif.i
  ret i64 %a4
}

!0 = !{!"branch_weights", i32 9801, i32 199}
!1 = !{!2}
!2 = distinct !{!2, !3, !"times_at_stops.0: %retptr"}
!3 = distinct !{!3, !"times_at_stops.0"}
!4 = !{!5}
!5 = distinct !{!5, !6, !"choose_ranks.0: %retptr"}
!6 = distinct !{!6, !"choose_ranks.0"}
!7 = !{!8}
!8 = distinct !{!8, !9, !"departures_in_time.0: %retptr"}
!9 = distinct !{!9, !"departures_in_time.0"}
!10 = !{!11}
!11 = distinct !{!11, !12, !"departures_in_time_1.0: %retptr"}
!12 = distinct !{!12, !"departures_in_time_1.0"}
