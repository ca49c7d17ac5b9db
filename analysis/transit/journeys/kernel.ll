; Kernels of kernel.py in LLVM's intermediate code. Made by tools/kernels.py: not to be edited.
; made from kernel.py, SHA-256 f15c4b8a768a13c0c6a084a85783d5259fd11ee9a61cfff825a6fe6899d86967
; by Python 3.11, Numba 0.68.1, llvmlite 0.50.0
define i64 @rides_of_layer(i64 %a0, i64 %a1, i64 returned %a2, ptr readonly %a3, ptr readonly %a4, ptr readonly %a5, ptr readonly %a6, ptr readonly %a7, ptr readonly %a8, ptr readonly %a9, ptr readonly %a10, ptr readonly %a11, ptr readonly %a12, ptr readonly %a13, ptr readonly %a14, ptr readonly %a15, ptr readonly %a16, ptr readonly %a17, ptr %a18, ptr %a19, ptr %a20) {
done:
  %.150291.not.i = icmp slt i64 %a2, 1
  br i1 %.150291.not.i, label %rides_of_layer.0.exit, label %B36.if.lr.ph.i

B36.if.lr.ph.i:                                   ; preds = %done
  %.565.not.i = icmp eq i64 %a0, 0
  br label %B36.if.i

B34.loopexit.i:                                   ; preds = %B947.i, %B36.if.i
  %exitcond.not.i = icmp eq i64 %.163.i, %a2
  br i1 %exitcond.not.i, label %rides_of_layer.0.exit, label %B36.if.i

B210.i:                                           ; preds = %B164.if.i
  %.364.i = load i64, ptr %.363.i, align 8, !noalias !0
  %.369.i = load i64, ptr %.368.i, align 8, !noalias !0
  %.406.i = sub i64 %.369.i, %.364.i
  %.449265.not.i = icmp slt i64 %.406.i, 1
  br i1 %.449265.not.i, label %B378.i, label %B272.if.i

B328.i:                                           ; preds = %B272.if.i
  %.512.i = getelementptr i32, ptr %a19, i64 %.493.i
  %.513.i = load i32, ptr %.512.i, align 4, !noalias !0
  %.514294.i = zext i32 %.513.i to i64
  %.519.i = getelementptr i32, ptr %a20, i64 %.493.i
  %.520.i = load i32, ptr %.519.i, align 4, !noalias !0
  %.521295.i = zext i32 %.520.i to i64
  br label %B376.i

B376.i:                                           ; preds = %B272.if.i, %B328.i
  %best.4.i = phi i64 [ %.500.i, %B328.i ], [ %best.3268.i, %B272.if.i ]
  %off.4.i = phi i64 [ %.514294.i, %B328.i ], [ %off.3269.i, %B272.if.i ]
  %following.4.i = phi i64 [ %.521295.i, %B328.i ], [ %following.3270.i, %B272.if.i ]
  %.449.i = icmp ugt i64 %.396.0267.i, 1
  br i1 %.449.i, label %B272.if.i, label %B378.i

B378.i:                                           ; preds = %B376.i, %B164.if.i, %B210.i
  %best.2.i = phi i64 [ %best.1288.i, %B164.if.i ], [ %best.1288.i, %B210.i ], [ %best.4.i, %B376.i ]
  %off.2.i = phi i64 [ %off.1289.i, %B164.if.i ], [ %off.1289.i, %B210.i ], [ %off.4.i, %B376.i ]
  %following.2.i = phi i64 [ %following.1290.i, %B164.if.i ], [ %following.1290.i, %B210.i ], [ %following.4.i, %B376.i ]
  %.543.i = getelementptr i8, ptr %a7, i64 %.242.0286.i
  %.544.i = load i8, ptr %.543.i, align 1, !noalias !0
  %.545.not.i = icmp eq i8 %.544.i, 0
  br i1 %.545.not.i, label %B947.i, label %B410.i

B410.i:                                           ; preds = %B378.i
  %.536.i = getelementptr i32, ptr %a6, i64 %.242.0286.i
  %.537.i = load i32, ptr %.536.i, align 4, !noalias !0
  %.549.i = sext i32 %.537.i to i64
  %.550.i = icmp slt i64 %a1, %.549.i
  br i1 %.550.i, label %B947.i, label %B424.i

B424.i:                                           ; preds = %B410.i
  %.559.i = getelementptr i32, ptr %a5, i64 %.242.0286.i
  %.560.i = load i32, ptr %.559.i, align 4, !noalias !0
  %.633.i = sext i32 %.560.i to i64
  br i1 %.565.not.i, label %B562.i, label %B444.i

B444.i:                                           ; preds = %B424.i
  %.570.i = getelementptr i32, ptr %a8, i64 %.633.i
  %.571.i = load i32, ptr %.570.i, align 4, !noalias !0
  %.574.i = sext i32 %.571.i to i64
  %.575.i = add nsw i64 %.574.i, %.549.i
  %.582.i = shl nsw i64 %.575.i, 18
  %.589.i = add nsw i64 %.582.i, %.574.i
  %.601.i = icmp sgt i32 %.571.i, -1
  %.605.not.i = icmp sle i64 %.575.i, %a1
  %or.cond.not264.i = select i1 %.601.i, i1 %.605.not.i, i1 false
  %.611.i = icmp slt i64 %.589.i, %best.2.i
  %or.cond255.i = select i1 %or.cond.not264.i, i1 %.611.i, i1 false
  %best.6.i = select i1 %or.cond255.i, i64 %.589.i, i64 %best.2.i
  %off.6.i = select i1 %or.cond255.i, i64 %.242.0286.i, i64 %off.2.i
  br label %B947.i

B562.i:                                           ; preds = %B424.i
  %.634.i = getelementptr i64, ptr %a9, i64 %.633.i
  %.635.i = load i64, ptr %.634.i, align 8, !noalias !0
  %.642.i = getelementptr i8, ptr %.634.i, i64 8
  %.643.i = load i64, ptr %.642.i, align 8, !noalias !0
  %.680.i = sub i64 %.643.i, %.635.i
  %.723273.not.i = icmp slt i64 %.680.i, 1
  br i1 %.723273.not.i, label %B947.i, label %B624.if.i

B694.i:                                           ; preds = %B624.if.i
  %.797.i = getelementptr i32, ptr %a10, i64 %.667.0274.i
  %.798.i = load i32, ptr %.797.i, align 4, !noalias !0
  %.800.i = sext i32 %.798.i to i64
  %.801.i = getelementptr i64, ptr %a15, i64 %.800.i
  %.802.i = load i64, ptr %.801.i, align 8, !noalias !0
  %.813.i = getelementptr i8, ptr %.801.i, i64 8
  %.814.i = load i64, ptr %.813.i, align 8, !noalias !0
  %.824.i = icmp slt i64 %.802.i, %.814.i
  br i1 %.824.i, label %B772.i, label %B840.i

B772.i:                                           ; preds = %B694.i, %B772.i
  %low.4.i = phi i64 [ %low.6.i, %B772.i ], [ %.802.i, %B694.i ]
  %high.4.i = phi i64 [ %high.6.i, %B772.i ], [ %.814.i, %B694.i ]
  %.831.i = add nsw i64 %high.4.i, %low.4.i
  %.832.i = ashr i64 %.831.i, 1
  %.838.i = getelementptr i32, ptr %a16, i64 %.832.i
  %.839.i = load i32, ptr %.838.i, align 4, !noalias !0
  %.841.i = sext i32 %.839.i to i64
  %.842.i = icmp sgt i64 %.771.i, %.841.i
  %.845.i = add nsw i64 %.832.i, 1
  %low.6.i = select i1 %.842.i, i64 %.845.i, i64 %low.4.i
  %high.6.i = select i1 %.842.i, i64 %high.4.i, i64 %.832.i
  %.859.i = icmp slt i64 %low.6.i, %high.6.i
  br i1 %.859.i, label %B772.i, label %B840.i

B840.i:                                           ; preds = %B772.i, %B694.i
  %low.5.i = phi i64 [ %.802.i, %B694.i ], [ %low.6.i, %B772.i ]
  %.872.i = icmp slt i64 %low.5.i, %.814.i
  br i1 %.872.i, label %B852.i, label %B936.i

B852.i:                                           ; preds = %B840.i
  %.878.i = getelementptr i64, ptr %a17, i64 %low.5.i
  %.879.i = load i64, ptr %.878.i, align 8, !noalias !0
  %.885.i = add nsw i64 %.879.i, %.770.i
  %.887.i = icmp slt i64 %.885.i, %best.7276.i
  br i1 %.887.i, label %B894.i, label %B936.i

B894.i:                                           ; preds = %B852.i
  br label %B936.i

B936.i:                                           ; preds = %B894.i, %B852.i, %B840.i
  %best.8.i = phi i64 [ %.885.i, %B894.i ], [ %best.7276.i, %B852.i ], [ %best.7276.i, %B840.i ]
  %off.8.i = phi i64 [ %.242.0286.i, %B894.i ], [ %off.7277.i, %B852.i ], [ %off.7277.i, %B840.i ]
  %following.7.i = phi i64 [ %low.5.i, %B894.i ], [ %following.6278.i, %B852.i ], [ %following.6278.i, %B840.i ]
  %.723.i = icmp ugt i64 %.670.0275.i, 1
  br i1 %.723.i, label %B624.if.i, label %B947.i

B947.i:                                           ; preds = %B624.if.i, %B936.i, %B562.i, %B444.i, %B410.i, %B378.i
  %best.5.i = phi i64 [ %best.2.i, %B378.i ], [ %best.6.i, %B444.i ], [ %best.2.i, %B410.i ], [ %best.2.i, %B562.i ], [ %best.7276.i, %B624.if.i ], [ %best.8.i, %B936.i ]
  %off.5.i = phi i64 [ %off.2.i, %B378.i ], [ %off.6.i, %B444.i ], [ %off.2.i, %B410.i ], [ %off.2.i, %B562.i ], [ %off.7277.i, %B624.if.i ], [ %off.8.i, %B936.i ]
  %following.5.i = phi i64 [ %following.2.i, %B378.i ], [ %following.2.i, %B444.i ], [ %following.2.i, %B410.i ], [ %following.2.i, %B562.i ], [ %following.6278.i, %B624.if.i ], [ %following.7.i, %B936.i ]
  %.299.i = icmp sgt i64 %.245.0287.i, 1
  br i1 %.299.i, label %B164.if.i, label %B34.loopexit.i

B36.if.i:                                         ; preds = %B34.loopexit.i, %B36.if.lr.ph.i
  %.91.0292.i = phi i64 [ 0, %B36.if.lr.ph.i ], [ %.163.i, %B34.loopexit.i ]
  %.163.i = add nuw nsw i64 %.91.0292.i, 1
  %.189.i = getelementptr i64, ptr %a12, i64 %.91.0292.i
  %.190.i = load i64, ptr %.189.i, align 8, !noalias !0
  %.205.i = getelementptr i64, ptr %a3, i64 %.190.i
  %.206.i = load i64, ptr %.205.i, align 8, !noalias !0
  %.209.i = getelementptr i32, ptr %a4, i64 %.190.i
  %.210.i = load i32, ptr %.209.i, align 4, !noalias !0
  %.211.i = sext i32 %.210.i to i64
  %.212.i = add i64 %.206.i, -1
  %.213.i = add i64 %.212.i, %.211.i
  %.299285.not.i = icmp slt i32 %.210.i, 1
  br i1 %.299285.not.i, label %B34.loopexit.i, label %B164.if.lr.ph.i

B164.if.lr.ph.i:                                  ; preds = %B36.if.i
  %spec.select262.i = zext nneg i32 %.210.i to i64
  %.363.i = getelementptr i64, ptr %a13, i64 %.190.i
  %.368.i = getelementptr i8, ptr %.363.i, i64 8
  br label %B164.if.i

B164.if.i:                                        ; preds = %B164.if.lr.ph.i, %B947.i
  %following.1290.i = phi i64 [ -1, %B164.if.lr.ph.i ], [ %following.5.i, %B947.i ]
  %off.1289.i = phi i64 [ -1, %B164.if.lr.ph.i ], [ %off.5.i, %B947.i ]
  %best.1288.i = phi i64 [ 4611686018427387904, %B164.if.lr.ph.i ], [ %best.5.i, %B947.i ]
  %.245.0287.i = phi i64 [ %spec.select262.i, %B164.if.lr.ph.i ], [ %.308.i, %B947.i ]
  %.242.0286.i = phi i64 [ %.213.i, %B164.if.lr.ph.i ], [ %.312.i, %B947.i ]
  %.308.i = add nsw i64 %.245.0287.i, -1
  %.312.i = add i64 %.242.0286.i, -1
  %.343.i = getelementptr i64, ptr %a18, i64 %.242.0286.i
  store i64 %best.1288.i, ptr %.343.i, align 8, !noalias !0
  %.348.i = trunc i64 %off.1289.i to i32
  %.349.i = getelementptr i32, ptr %a19, i64 %.242.0286.i
  store i32 %.348.i, ptr %.349.i, align 4, !noalias !0
  %.354.i = trunc i64 %following.1290.i to i32
  %.355.i = getelementptr i32, ptr %a20, i64 %.242.0286.i
  store i32 %.354.i, ptr %.355.i, align 4, !noalias !0
  %.359.i = icmp eq i64 %.242.0286.i, %.213.i
  br i1 %.359.i, label %B210.i, label %B378.i

B272.if.i:                                        ; preds = %B210.i, %B376.i
  %following.3270.i = phi i64 [ %following.4.i, %B376.i ], [ %following.1290.i, %B210.i ]
  %off.3269.i = phi i64 [ %off.4.i, %B376.i ], [ %off.1289.i, %B210.i ]
  %best.3268.i = phi i64 [ %best.4.i, %B376.i ], [ %best.1288.i, %B210.i ]
  %.396.0267.i = phi i64 [ %.458.i, %B376.i ], [ %.406.i, %B210.i ]
  %.393.0266.i = phi i64 [ %.462.i, %B376.i ], [ %.364.i, %B210.i ]
  %.458.i = add nsw i64 %.396.0267.i, -1
  %.462.i = add i64 %.393.0266.i, 1
  %.488.i = getelementptr i32, ptr %a14, i64 %.393.0266.i
  %.489.i = load i32, ptr %.488.i, align 4, !noalias !0
  %.491.i = sext i32 %.489.i to i64
  %.492.i = getelementptr i64, ptr %a3, i64 %.491.i
  %.493.i = load i64, ptr %.492.i, align 8, !noalias !0
  %.499.i = getelementptr i64, ptr %a18, i64 %.493.i
  %.500.i = load i64, ptr %.499.i, align 8, !noalias !0
  %.502.i = icmp slt i64 %.500.i, %best.3268.i
  br i1 %.502.i, label %B328.i, label %B376.i

B624.if.i:                                        ; preds = %B562.i, %B936.i
  %following.6278.i = phi i64 [ %following.7.i, %B936.i ], [ %following.2.i, %B562.i ]
  %off.7277.i = phi i64 [ %off.8.i, %B936.i ], [ %off.2.i, %B562.i ]
  %best.7276.i = phi i64 [ %best.8.i, %B936.i ], [ %best.2.i, %B562.i ]
  %.670.0275.i = phi i64 [ %.732.i, %B936.i ], [ %.680.i, %B562.i ]
  %.667.0274.i = phi i64 [ %.736.i, %B936.i ], [ %.635.i, %B562.i ]
  %.732.i = add nsw i64 %.670.0275.i, -1
  %.736.i = add i64 %.667.0274.i, 1
  %.766.i = getelementptr i32, ptr %a11, i64 %.667.0274.i
  %.767.i = load i32, ptr %.766.i, align 4, !noalias !0
  %.770.i = sext i32 %.767.i to i64
  %.771.i = add nsw i64 %.770.i, %.549.i
  %.777.i = icmp sgt i64 %.771.i, %a1
  %.780.i = ashr i64 %best.7276.i, 18
  %.782.i = icmp sgt i64 %.771.i, %.780.i
  %or.cond256.i = select i1 %.777.i, i1 true, i1 %.782.i
  br i1 %or.cond256.i, label %B947.i, label %B694.i

rides_of_layer.0.exit:                            ; preds = %B34.loopexit.i, %done
  ret i64 %a2
}

define i64 @best_departures(i64 returned %a0, i64 %a1, i64 %a2, i64 %a3, ptr readonly %a4, ptr readonly %a5, ptr readonly %a6, i64 %a7, i64 %a8, ptr readonly %a9, ptr readonly %a10, ptr readonly %a11, ptr %a12, ptr writeonly %a13) {
done:
  %.128208.not.i = icmp slt i64 %a0, 1
  br i1 %.128208.not.i, label %best_departures.0.exit, label %B34.if.lr.ph.i

B34.if.lr.ph.i:                                   ; preds = %done
  %.385202.not.i = icmp slt i64 %a7, 1
  %.529198.not.i = icmp slt i64 %a1, 1
  br label %B34.if.i

B34.loopexit.i:                                   ; preds = %B100.loopexit.i, %B34.if.i
  %exitcond211.not.i = icmp eq i64 %.141.i, %a0
  br i1 %exitcond211.not.i, label %best_departures.0.exit, label %B34.if.i

B100.loopexit.i:                                  ; preds = %B150.loopexit.i, %B100.if.i
  %.257.i = icmp sgt i64 %.204.0207.i, 1
  br i1 %.257.i, label %B100.if.i, label %B34.loopexit.i

B150.loopexit.i:                                  ; preds = %B525.i, %B150.if.i
  %exitcond.not.i = icmp eq i64 %a7, %.398.i
  br i1 %exitcond.not.i, label %B100.loopexit.i, label %B150.if.i

B302.i:                                           ; preds = %B264.if.i
  %0 = getelementptr i32, ptr %a10, i64 %entry.1.3200.i
  %.588.i = getelementptr i8, ptr %0, i64 -4
  %.589.i = load i32, ptr %.588.i, align 4, !noalias !3
  %.591.i = sext i32 %.589.i to i64
  %.592.not.i = icmp sgt i64 %.577.i, %.591.i
  br i1 %.592.not.i, label %B384.i, label %B332.i

B332.i:                                           ; preds = %B302.i, %B354.i
  %entry.1.5.i = phi i64 [ %.598.i, %B354.i ], [ %entry.1.3200.i, %B302.i ]
  %.598.i = add nsw i64 %entry.1.5.i, -1
  %.603.i = icmp sgt i64 %.598.i, %.433.i
  br i1 %.603.i, label %B354.i, label %B384.i

B354.i:                                           ; preds = %B332.i
  %1 = getelementptr i32, ptr %a10, i64 %entry.1.5.i
  %.608.i = getelementptr i8, ptr %1, i64 -8
  %.609.i = load i32, ptr %.608.i, align 4, !noalias !3
  %.611.i = sext i32 %.609.i to i64
  %.612.not.i = icmp sgt i64 %.577.i, %.611.i
  br i1 %.612.not.i, label %B384.i, label %B332.i

B384.i:                                           ; preds = %B354.i, %B332.i, %B264.if.i, %B302.i
  %entry.1.4.i = phi i64 [ %entry.1.3200.i, %B302.i ], [ %entry.1.3200.i, %B264.if.i ], [ %.598.i, %B354.i ], [ %.433.i, %B332.i ]
  %.623.i = icmp eq i64 %entry.1.4.i, %.440.i
  br i1 %.623.i, label %B525.i, label %B398.i

B398.i:                                           ; preds = %B384.i
  %.630.i = getelementptr i64, ptr %a11, i64 %entry.1.4.i
  %.631.i = load i64, ptr %.630.i, align 8, !noalias !3
  %.635.i = add nsw i64 %.631.i, %.634.i
  %.643.i = add nsw i64 %.473.0201.i, %.641.i
  %.645.i = getelementptr i64, ptr %a12, i64 %.643.i
  %.646.i = load i64, ptr %.645.i, align 8, !noalias !3
  %.648.i = icmp slt i64 %.635.i, %.646.i
  br i1 %.648.i, label %B472.i, label %B525.i

B472.i:                                           ; preds = %B398.i
  store i64 %.635.i, ptr %.645.i, align 8, !noalias !3
  %.670.i = trunc i64 %entry.1.4.i to i32
  %.671.i = getelementptr i32, ptr %a13, i64 %.643.i
  store i32 %.670.i, ptr %.671.i, align 4, !noalias !3
  br label %B525.i

B525.i:                                           ; preds = %B472.i, %B398.i, %B384.i
  %.529.i = icmp sgt i64 %.473.0201.in.i, 1
  br i1 %.529.i, label %B264.if.i, label %B150.loopexit.i

B34.if.i:                                         ; preds = %B34.loopexit.i, %B34.if.lr.ph.i
  %.70.0209.i = phi i64 [ 0, %B34.if.lr.ph.i ], [ %.141.i, %B34.loopexit.i ]
  %.141.i = add nuw nsw i64 %.70.0209.i, 1
  %.171.i = getelementptr i64, ptr %a4, i64 %.70.0209.i
  %.172.i = load i64, ptr %.171.i, align 8, !noalias !3
  %.176.i = getelementptr i8, ptr %.171.i, i64 8
  %.177.i = load i64, ptr %.176.i, align 8, !noalias !3
  %.214.i = sub i64 %.177.i, %.172.i
  %.257205.not.i = icmp slt i64 %.214.i, 1
  br i1 %.257205.not.i, label %B34.loopexit.i, label %B100.if.lr.ph.i

B100.if.lr.ph.i:                                  ; preds = %B34.if.i
  %.641.i = mul nsw i64 %.70.0209.i, %a1
  br label %B100.if.i

B100.if.i:                                        ; preds = %B100.if.lr.ph.i, %B100.loopexit.i
  %.204.0207.i = phi i64 [ %.214.i, %B100.if.lr.ph.i ], [ %.266.i, %B100.loopexit.i ]
  %.201.0206.i = phi i64 [ %.172.i, %B100.if.lr.ph.i ], [ %.270.i, %B100.loopexit.i ]
  %.266.i = add nsw i64 %.204.0207.i, -1
  %.270.i = add i64 %.201.0206.i, 1
  br i1 %.385202.not.i, label %B100.loopexit.i, label %B150.if.lr.ph.i

B150.if.lr.ph.i:                                  ; preds = %B100.if.i
  %.300.i = getelementptr i32, ptr %a6, i64 %.201.0206.i
  %.301.i = load i32, ptr %.300.i, align 4, !noalias !3
  %.427.i = getelementptr i32, ptr %a5, i64 %.201.0206.i
  %.576.i = sext i32 %.301.i to i64
  %.574.i = add i64 %a2, %.576.i
  %.634.i = shl nsw i64 %.576.i, 18
  br label %B150.if.i

B150.if.i:                                        ; preds = %B150.if.lr.ph.i, %B150.loopexit.i
  %.329.0203.i = phi i64 [ 0, %B150.if.lr.ph.i ], [ %.398.i, %B150.loopexit.i ]
  %.398.i = add nuw nsw i64 %.329.0203.i, 1
  %2 = mul nsw i64 %.329.0203.i, %a8
  %.428.i = load i32, ptr %.427.i, align 4, !noalias !3
  %.429.i = sext i32 %.428.i to i64
  %3 = getelementptr i64, ptr %a9, i64 %2
  %.432.i = getelementptr i64, ptr %3, i64 %.429.i
  %.433.i = load i64, ptr %.432.i, align 8, !noalias !3
  %.439.i = getelementptr i8, ptr %.432.i, i64 8
  %.440.i = load i64, ptr %.439.i, align 8, !noalias !3
  br i1 %.529198.not.i, label %B150.loopexit.i, label %B264.if.i

B264.if.i:                                        ; preds = %B150.if.i, %B525.i
  %.473.0201.in.i = phi i64 [ %.473.0201.i, %B525.i ], [ %a1, %B150.if.i ]
  %entry.1.3200.i = phi i64 [ %entry.1.4.i, %B525.i ], [ %.440.i, %B150.if.i ]
  %.473.0201.i = add nsw i64 %.473.0201.in.i, -1
  %.572.i = mul nsw i64 %.473.0201.i, %a3
  %.577.i = add i64 %.574.i, %.572.i
  %.583.i = icmp sgt i64 %entry.1.3200.i, %.433.i
  br i1 %.583.i, label %B302.i, label %B384.i

best_departures.0.exit:                           ; preds = %B34.loopexit.i, %done
  ret i64 %a0
}

!0 = !{!1}
!1 = distinct !{!1, !2, !"rides_of_layer.0: %retptr"}
!2 = distinct !{!2, !"rides_of_layer.0"}
!3 = !{!4}
!4 = distinct !{!4, !5, !"best_departures.0: %retptr"}
!5 = distinct !{!5, !"best_departures.0"}
